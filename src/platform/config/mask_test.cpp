#include "platform/config/mask.hpp"

#include <gtest/gtest.h>

namespace gatehouse::config {
namespace {

struct Row {
  std::string_view url;
  std::string_view shown;
};

class Masks : public testing::TestWithParam<Row> {};

TEST_P(Masks, ThePasswordAndNothingElse) { EXPECT_EQ(mask_url(GetParam().url), GetParam().shown); }

INSTANTIATE_TEST_SUITE_P(
    DatabaseUrl, Masks,
    testing::Values(Row{"sqlite:./data/gatehouse.db", "sqlite:./data/gatehouse.db"},
                    Row{"postgresql://host/db", "postgresql://host/db"},
                    Row{"postgresql://kim@host/db", "postgresql://kim@host/db"},
                    Row{"postgresql://kim:pw@host:5432/db", "postgresql://kim:****@host:5432/db"},
                    Row{"postgresql://kim:@host/db", "postgresql://kim:****@host/db"},
                    Row{"postgresql://kim:p@w@host/db", "postgresql://kim:****@host/db"},
                    Row{"postgresql://kim:p/w?x@host/db", "postgresql://kim:****@host/db"},
                    Row{"postgresql://host/db?password=pw&user=kim",
                        "postgresql://host/db?password=****&user=kim"},
                    Row{"postgresql://kim:pw@host/db?sslmode=require&sslpassword=pw",
                        "postgresql://kim:****@host/db?sslmode=require&sslpassword=****"},
                    Row{"postgresql://host/db?pass%77ord=pw", "postgresql://host/db?pass%77ord=****"},
                    Row{"postgresql://host/db?password=p@w", "postgresql://host/db?****"}));

}  // namespace
}  // namespace gatehouse::config
