#pragma once

// The database, for a command that looks at what is there.

#include <memory>

#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Opening an SQLite database makes one where there is none; this throws instead.
std::unique_ptr<sql::Database> open_existing(const sql::DatabaseOptions& options);

}  // namespace gatehouse::server
