#pragma once

// One plain connection in autocommit, outside of any pool: for migrations and for tools.

#include <memory>

#include "platform/sql/connection.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::sql {

/// `read` changes nothing, and creates nothing.
enum class Access { write, read };

/// Null where there is no database and `access` is `read`; `write` creates an SQLite file. Throws
/// `Unavailable` or `Failure` with a message for the operator.
std::unique_ptr<Connection> connect(const DatabaseOptions& options, Access access);

}  // namespace gatehouse::sql
