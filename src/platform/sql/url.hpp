#pragma once

// The database as an operator names it: `sqlite:PATH`, or a `postgresql://` URL that libpq reads as it is.

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

struct Location {
  Dialect dialect = Dialect::sqlite;
  std::filesystem::path path{};  // SQLite: absolute
  std::string url{};             // PostgreSQL
};

/// What is wrong with a URL, in words for the operator; never the URL itself, which may hold a password.
class BadUrl : public std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Throws `BadUrl`.
Location parse_url(std::string_view url);

}  // namespace gatehouse::sql
