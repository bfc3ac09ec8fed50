#pragma once

// What PostgreSQL's error codes (SQLSTATE) mean to a caller.

#include <string_view>

namespace gatehouse::sql {

/// Throws a `Failure` or an `Outage`.
[[noreturn]] void throw_postgresql_error(std::string_view sqlstate, std::string_view message);

/// The server has ended the connection, or is about to.
bool ends_connection(std::string_view sqlstate);

/// A statement prepared before the tables changed (a migration): a new connection prepares it anew.
bool is_stale_statement(std::string_view sqlstate, std::string_view message);

}  // namespace gatehouse::sql
