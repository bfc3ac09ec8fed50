#pragma once

// A backup is an SQLite database with all tables, and still none to work on: whoever serves it opens sessions
// again that were ended since, with rows that nobody has held against the seal; and to open it for writing
// breaks the seal. Only a restore knows how to read one.

#include <string_view>

#include "platform/sql/connection.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// The table that only backups have.
inline constexpr std::string_view backup_list = "backup_contents";

bool is_backup(sql::Connection& connection);

/// Throws with a sentence for the operator where the file is a backup. Nothing is made where there is none,
/// and PostgreSQL holds none.
void expect_no_backup(const sql::DatabaseOptions& options);

}  // namespace gatehouse::server
