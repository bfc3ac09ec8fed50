#include "platform/sql/connect.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "platform/sql/outage.hpp"
#include "platform/sql/postgresql_session.hpp"
#include "platform/sql/server_lock.hpp"
#include "platform/sql/sqlite_connection.hpp"
#include "platform/sql/sqlite_file.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::sql {
namespace {

/// Another migration is worth waiting for.
constexpr std::chrono::milliseconds least_wait{30'000};
constexpr std::chrono::milliseconds no_end{0};

std::unique_ptr<Connection> connect_sqlite(const std::filesystem::path& path, const DatabaseOptions& options,
                                           Access access) {
  std::error_code ignored;
  if (access == Access::read && !std::filesystem::exists(path, ignored)) return nullptr;
  prepare_sqlite_file(path);
  if (access == Access::read) {
    return std::make_unique<SqliteConnection>(path, SqliteConnection::Purpose::read, options.wait,
                                              options.cache);
  }
  auto connection =
      std::make_unique<SqliteConnection>(path, SqliteConnection::Purpose::write, options.wait, options.cache);
  connection->allow_checkpoints(FileLock::take(path, FileLock::Right::checkpoint));
  return connection;
}

}  // namespace

std::unique_ptr<Connection> connect(const DatabaseOptions& options, Access access) {
  const Location location = parse_url(options.url);
  DatabaseOptions patient = options;
  patient.wait = std::max(options.wait, least_wait);
  patient.statement_timeout = no_end;
  try {
    if (location.dialect == Dialect::sqlite) return connect_sqlite(location.path, patient, access);
    auto session = std::make_unique<PostgresqlSession>(connect_postgresql(options.url), patient);
    if (access == Access::read) session->run("SET default_transaction_read_only = on");
    return session;
  } catch (const Outage& outage) {
    throw Unavailable(std::string(outage.what()) + ": " + outage.detail());
  }
}

}  // namespace gatehouse::sql
