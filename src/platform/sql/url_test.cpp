#include "platform/sql/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::sql {
namespace {

using ::testing::AllOf;
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
                                           "postgresql://me:secret@h/db?colour=red", "postgresql://me:secret",
                                           "postgresql://me:secret/db", "POSTGRESQL://h/db"));

class UnencodedUrl : public ::testing::TestWithParam<const char*> {};

TEST_P(UnencodedUrl, IsRefusedBeforeAPieceOfItCouldBeTakenForTheHost) {
  try {
    parse_url(GetParam());
    FAIL();
  } catch (const BadUrl& refusal) {
    EXPECT_THAT(refusal.what(), AllOf(HasSubstr("percent-encode"), Not(HasSubstr("secret"))));
  }
}

INSTANTIATE_TEST_SUITE_P(DatabaseUrl, UnencodedUrl,
                         ::testing::Values("postgresql://me:sec@ret/word@h/db",
                                           "postgresql://me:a@secret@h/db", "postgresql://me:a/secret@h/db",
                                           "postgres://me:a/@secret@h", "postgresql://m/e:secret@h/db",
                                           "postgresql://me@corp:secret@h/db",
                                           "postgresql://me:a/b@secret@h/db?sslmode=require"));

TEST(DatabaseUrl, MayHoldThoseWhereTheyMeanWhatTheyAre) {
  for (const std::string url : {"postgresql://me:a%40b%2Fc@h/db", "postgresql://h/db?user=me@corp",
                                "postgresql://me:a:b?c#d@h/db", "postgresql:///db?host=/run/postgresql",
                                "postgresql://me@h/db?application_name=a@b", "postgresql://"}) {
    EXPECT_EQ(parse_url(url).url, url);
  }
}

}  // namespace
}  // namespace gatehouse::sql
