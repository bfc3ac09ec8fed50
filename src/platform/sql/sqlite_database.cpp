#include "platform/sql/sqlite_database.hpp"

#include "platform/sql/ambient.hpp"
#include "platform/sql/sqlite_file.hpp"

namespace gatehouse::sql {
namespace {

const std::filesystem::path& prepared(const std::filesystem::path& path) {
  prepare_sqlite_file(path);
  return path;
}

/// Of the memory for pages: the writer takes two, who meets the pages of everybody, each other connection
/// one.
std::size_t cache_share(const DatabaseOptions& options) {
  return options.cache / (2 + options.readers + SqliteFinders::most);
}

}  // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, const DatabaseOptions& options)
    : path_(path),
      wait_(options.wait),
      cache_share_(cache_share(options)),
      finders_([this] { return connect_reader(); }),
      writer_(prepared(path), options.wait, 2 * cache_share_, this, finders_),
      readers_(options.readers, options.wait, [this] { return connect_reader(); }) {}

std::unique_ptr<SqliteConnection> SqliteDatabase::connect_reader() const {
  writer_.check_file();
  auto reader =
      std::make_unique<SqliteConnection>(path_, SqliteConnection::Purpose::read, wait_, cache_share_);
  writer_.check_file();  // again: it may have been replaced in between
  return reader;
}

DatabaseStatus SqliteDatabase::status() const {
  DatabaseStatus status = readers_.status();
  status.connections += 1 + finders_.connections();
  status.waiting += writer_.waiting();
  return status;
}

Rows SqliteDatabase::find_rows(std::string_view sql, std::span<const Value> values) {
  if (Ambient::of(this) == nullptr) {
    if (auto rows = finders_.find(sql, values)) return std::move(*rows);
  }
  return read([&](Connection& connection) { return connection.query(sql, values); });
}

void SqliteDatabase::serve(WriteSource* source) { writer_.serve(source); }

void SqliteDatabase::read_body(FunctionRef<void(Connection&)> body) {
  if (const Ambient* ambient = Ambient::of(this)) return body(ambient->session());
  auto reader = readers_.take();
  const Ambient ambient(this, *reader, Ambient::Kind::read);
  try {
    body(*reader);
  } catch (const Unavailable&) {
    reader.spoil();
    throw;
  }
}

void SqliteDatabase::write_body(FunctionRef<bool(Connection&)> body, Durability durability) {
  if (const Ambient* ambient = Ambient::of(this)) return join(*ambient, body);
  writer_.write(body, durability);
}

}  // namespace gatehouse::sql
