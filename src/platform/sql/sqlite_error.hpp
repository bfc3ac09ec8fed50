#pragma once

// What SQLite's result codes mean to a caller.

#include <sqlite3.h>

#include <string_view>

namespace gatehouse::sql {

/// Throws a `Failure` or an `Outage` for the last error of `database`.
[[noreturn]] void throw_sqlite_error(sqlite3* database, int code);

}  // namespace gatehouse::sql
