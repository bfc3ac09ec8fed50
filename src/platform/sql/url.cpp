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

/// libpq takes what stands before the first `@` for user and password, unless a `/` comes first. With either
/// in a password, its rest would be taken for the host, looked up and told.
void expect_encoded(std::string_view url) {
  std::string_view rest = url.substr(url.find("://") + 3);
  const std::size_t user_end = rest.find_first_of("@/");
  if (user_end != rest.npos && rest[user_end] == '@') rest.remove_prefix(user_end + 1);
  if (rest.substr(0, rest.find('?')).find('@') == rest.npos) return;
  throw BadUrl(
      "the user or the password in the PostgreSQL URL holds a raw @ or /; percent-encode it: %40 for @, %2F "
      "for /");
}

/// Where no `@` is there at all, libpq takes the password for a port, and tells that it is none.
void expect_ports(const PQconninfoOption* option) {
  for (; option->keyword != nullptr; ++option) {
    if (option->keyword != std::string_view("port") || option->val == nullptr) continue;
    if (std::string_view(option->val).find_first_not_of("0123456789,") == std::string_view::npos) continue;
    throw BadUrl("the port in the PostgreSQL URL is no number; write USER:PASSWORD@ before the host");
  }
}

Location postgresql_location(std::string url) {
  expect_encoded(url);
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (!parsed) {
    throw BadUrl(
        "the PostgreSQL URL cannot be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with "
        "reserved "
        "characters as %XX");
  }
  expect_ports(parsed.get());
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
