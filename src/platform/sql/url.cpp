#include "platform/sql/url.hpp"

#include <libpq-fe.h>

#include <memory>

namespace gatehouse::sql {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

Location sqlite_location(std::string_view path) {
  if (path.empty()) throw BadUrl("sqlite: names no file; write sqlite:PATH, as in sqlite:data/gatehouse.db");
  if (path.starts_with("//")) {
    throw BadUrl("sqlite: takes a path, not slashes before it; write sqlite:/var/lib/gatehouse/gatehouse.db");
  }
  if (path == ":memory:") throw BadUrl("a database in memory is gone with the process; write sqlite:PATH");
  if (path.ends_with('/')) throw BadUrl("sqlite: names a folder; write the file's name too");
  return {Dialect::sqlite, std::filesystem::absolute(path).lexically_normal(), {}};
}

Location postgresql_location(std::string url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (!parsed) {
    throw BadUrl(
        "the PostgreSQL URL cannot be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with "
        "reserved "
        "characters as %XX");
  }
  return {Dialect::postgresql, {}, std::move(url)};
}

}  // namespace

Location parse_url(std::string_view url) {
  if (url.find('\0') != std::string_view::npos) throw BadUrl("the database URL holds a NUL");
  if (url.starts_with(sqlite_scheme)) return sqlite_location(url.substr(sqlite_scheme.size()));
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return postgresql_location(std::string(url));
  }
  throw BadUrl("a database URL starts with sqlite: or postgresql://");
}

}  // namespace gatehouse::sql
