#pragma once

// A database of a test as migrations see it: a plain connection, and its whole schema as text, to compare
// byte for byte.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/migrations/exclusive_transaction.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/sql/connect.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::testing {

class Live : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  sql::Dialect dialect() const { return GetParam(); }
  const std::string& url() const { return database_.url(); }

  std::unique_ptr<sql::Connection> connect() const {
    auto connection = sql::connect({.url = url()}, sql::Access::write);
    migrations::prepare(*connection);
    return connection;
  }

  sql::Connection& connection() {
    if (!connection_) connection_ = connect();
    return *connection_;
  }

  void run(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) {
      SCOPED_TRACE(statement);
      connection().run(statement);
    }
  }

  void make(const std::vector<sql::Table>& tables) { run(sql::create_statements(dialect(), tables)); }

  migrations::Schema schema() { return migrations::read_schema(connection()); }

  /// The first column of the first row, asked over a connection that has no plans of older tables.
  sql::Value one(const std::string& query) const { return connect()->query(query).at(0).columns().at(0); }

  /// Every object of the schema as the database itself describes it.
  std::string dump() {
    std::string text;
    for (const sql::Row& row :
         connection().query(dialect() == sql::Dialect::sqlite ? sqlite_dump : postgresql_dump)) {
      text += row.text(0) + "\n";
    }
    return text;
  }

 private:
  static constexpr auto sqlite_dump =
      "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master "
      "WHERE name <> 'sqlite_sequence' ORDER BY type, name";
  static constexpr auto postgresql_dump =
      "SELECT line FROM ("
      "SELECT t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || "
      "a.attnotnull || "
      "' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line "
      "FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped "
      "LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum "
      "WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' "
      "UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM "
      "pg_constraint "
      "WHERE connamespace = 'public'::regnamespace "
      "UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public') all_lines ORDER BY line";

  FreshDatabase database_{GetParam()};
  std::unique_ptr<sql::Connection> connection_;
};

}  // namespace gatehouse::testing
