#pragma once

// For tests of a contract that both databases keep: `INSTANTIATE_TEST_SUITE_P(Databases, …, both_dialects(),
// dialect_name)`.

#include <gtest/gtest.h>

#include <string>

#include "platform/sql/connection.hpp"

namespace gatehouse::testing {

inline auto both_dialects() { return ::testing::Values(sql::Dialect::sqlite, sql::Dialect::postgresql); }

inline std::string dialect_name(const ::testing::TestParamInfo<sql::Dialect>& test) {
  return test.param == sql::Dialect::sqlite ? "Sqlite" : "Postgresql";
}

}  // namespace gatehouse::testing
