#include "platform/sql/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::sql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(DatabaseUrl, NamesAFileFromHereOrFromTheRoot) {
  EXPECT_EQ(parse_url("sqlite:/var/lib/./gatehouse.db").path, "/var/lib/gatehouse.db");
  EXPECT_EQ(parse_url("sqlite:data/gatehouse.db").path,
            std::filesystem::current_path() / "data/gatehouse.db");
  EXPECT_EQ(parse_url("sqlite:a.db").dialect, Dialect::sqlite);
}

TEST(DatabaseUrl, GoesToPostgresqlAsItIs) {
  for (const std::string url : {"postgresql://me:secret@[::1]:5433/db?sslmode=require", "postgres://h/db"}) {
    EXPECT_EQ(parse_url(url).dialect, Dialect::postgresql);
    EXPECT_EQ(parse_url(url).url, url);
  }
}

class RefusedUrl : public ::testing::TestWithParam<const char*> {};

TEST_P(RefusedUrl, IsToldWithoutItsSecrets) {
  try {
    parse_url(GetParam());
    FAIL();
  } catch (const BadUrl& refusal) {
    EXPECT_THAT(refusal.what(), Not(HasSubstr("secret")));
  }
}

INSTANTIATE_TEST_SUITE_P(DatabaseUrl, RefusedUrl,
                         ::testing::Values("", "sqlite:", "sqlite::memory:", "sqlite:///a.db", "sqlite:data/",
                                           "data/gatehouse.db", "mysql://me:secret@h/db",
                                           "postgresql://me:secret@[h/db",
                                           "postgresql://me:secret@h/db?colour=red", "POSTGRESQL://h/db"));

}  // namespace
}  // namespace gatehouse::sql
