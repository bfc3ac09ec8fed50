#pragma once

// `gatehouse db`: the migrations on the command line, as Alembic users know them. What is done is in
// platform/migrations; here it is only asked for and told.

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "platform/sql/database.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::server {

struct DbSettings {
  sql::DatabaseOptions database;
  std::filesystem::path migrations_dir = "migrations";
  std::vector<sql::Table> tables;  // all that the program declares
};

/// `words`: those after `db`, without the settings' own flags. Returns the exit code: 0 done, 1 it failed or
/// there is a difference, 2 it was asked wrongly.
int run_db(const std::vector<std::string>& words, const DbSettings& settings, std::ostream& out,
           std::ostream& err);

}  // namespace gatehouse::server
