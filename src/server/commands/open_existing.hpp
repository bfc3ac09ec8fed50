#pragma once

// The database and the master key, for a command that works with what is there.

#include <memory>
#include <string>

#include "platform/crypto/master_key.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Opening an SQLite database makes one where there is none; this throws instead.
std::unique_ptr<sql::Database> open_existing(const sql::DatabaseOptions& options);

/// Throws where an SQLite database is not there, or is a backup.
void expect_existing(const sql::DatabaseOptions& options);

/// Opening a master key makes one where there is none, and one that was just made opens and fits nothing;
/// this throws instead.
crypto::MasterKey open_existing_key(const std::string& file);

}  // namespace gatehouse::server
