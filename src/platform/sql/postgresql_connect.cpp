#include "platform/sql/postgresql_connect.hpp"

#include <array>
#include <string_view>

#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr int oldest_version = 120000;

void expect_suitable(PGconn* connection) {
  if (PQserverVersion(connection) < oldest_version) {
    throw Failure(FailureKind::statement, "PostgreSQL 12 or newer is needed");
  }
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    throw Failure(
        FailureKind::statement,
        "the PostgreSQL database does not store UTF-8; create it with ENCODING 'UTF8' TEMPLATE template0");
  }
}

}  // namespace

PostgresqlHandle connect_postgresql(const std::string& url) {
  static constexpr std::array keys{"connect_timeout",      "keepalives_idle",
                                   "keepalives_interval",  "keepalives_count",
                                   "tcp_user_timeout",     "application_name",
                                   "target_session_attrs", "dbname",
                                   "client_encoding",      static_cast<const char*>(nullptr)};
  const std::array values{"2",         "5",          "1",         "3",    "4000",
                          "gatehouse", "read-write", url.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  PostgresqlHandle connection(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!connection) throw_outage("the database cannot be reached", "out of memory");
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw_outage("the database cannot be reached", PQerrorMessage(connection.get()));
  }
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
  expect_suitable(connection.get());
  return connection;
}

}  // namespace gatehouse::sql
