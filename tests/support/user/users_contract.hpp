#pragma once

// What the tests of the contract of `Users` stand on: it is held against memory, SQLite and PostgreSQL.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/user/memory_users.hpp"
#include "user/adapters/sql_users.hpp"
#include "user/adapters/tables.hpp"

namespace gatehouse::user::adapters {

class UsersContract : public ::testing::TestWithParam<const char*> {
 protected:
  UsersContract() {
    const std::string kind = GetParam();
    if (kind == "Memory") {
      users_ = std::make_unique<testing::MemoryUsers>();
    } else {
      const auto dialect = kind == "Sqlite" ? sql::Dialect::sqlite : sql::Dialect::postgresql;
      database_ = std::make_unique<gatehouse::testing::FreshDatabase>(dialect, tables());
      users_ = std::make_unique<SqlUsers>(**database_);
    }
  }

  Users& users() { return *users_; }
  std::optional<User> add(std::string_view nickname, std::string_view email = "kim@example.com") {
    return users().add({*Nickname::parse(nickname), *Email::parse(email), "the hash", clock.now()});
  }
  static Email email(std::string_view text) { return *Email::parse(text); }
  static Nickname nickname(std::string_view text) { return *Nickname::parse(text); }

  gatehouse::testing::ManualClock clock;

 private:
  std::unique_ptr<gatehouse::testing::FreshDatabase> database_;
  std::unique_ptr<Users> users_;
};

/// The three kinds, for INSTANTIATE_TEST_SUITE_P.
inline auto kinds_of_users() { return ::testing::Values("Memory", "Sqlite", "Postgresql"); }
inline std::string kind_name(const ::testing::TestParamInfo<const char*>& test) { return test.param; }

}  // namespace gatehouse::user::adapters
