#include "platform/sql/sqlite_database.hpp"

#include "platform/sql/ambient.hpp"
#include "platform/sql/sqlite_file.hpp"

namespace gatehouse::sql {
namespace {

const std::filesystem::path& prepared(const std::filesystem::path& path) {
  prepare_sqlite_file(path);
  return path;
}

}  // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, const DatabaseOptions& options)
    : writer_(prepared(path), options.wait, this),
      readers_(options.readers, options.wait, [this, path, wait = options.wait] {
        writer_.check_file();
        auto reader = std::make_unique<SqliteConnection>(path, SqliteConnection::Purpose::read, wait);
        writer_.check_file();  // again: it may have been replaced in between
        return reader;
      }) {}

DatabaseStatus SqliteDatabase::status() const {
  DatabaseStatus status = readers_.status();
  ++status.connections;
  status.waiting += writer_.waiting();
  return status;
}

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
