#pragma once

// A database of its own for one test, gone afterwards: an SQLite file in a temporary folder, or a new
// database in the PostgreSQL cluster that GATEHOUSE_TEST_POSTGRESQL names (tests/run starts one).

#include <memory>
#include <string>
#include <vector>

#include "platform/sql/database.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::testing {

/// Waits much longer than a server does: a loaded machine is to make a test slow, not to fail it.
sql::DatabaseOptions patient(std::string url);

class FreshDatabase {
 public:
  /// With the given tables made. Throws where PostgreSQL is asked for and cannot be reached: a test must not
  /// skip.
  explicit FreshDatabase(sql::Dialect dialect, const std::vector<sql::Table>& tables = {});
  ~FreshDatabase();

  sql::Database& operator*() const { return *database_; }
  sql::Database* operator->() const { return database_.get(); }
  const std::string& url() const { return url_; }

 private:
  std::string url_;
  std::string place_;  // the temporary folder, or the database's name
  std::unique_ptr<sql::Database> database_;
};

}  // namespace gatehouse::testing
