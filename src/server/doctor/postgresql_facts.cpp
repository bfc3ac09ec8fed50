#include "server/doctor/postgresql_facts.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr std::int64_t least_version = 150'000;
constexpr std::chrono::seconds most_apart{5};
/// Beside the pool: the one that holds the lock, the one that listens, those that write together, and one for
/// an operator.
constexpr std::size_t connections_beside_the_pool = 5;

constexpr std::string_view question =
    "SELECT current_setting('server_version_num')::bigint, current_setting('fsync'), "
    "current_setting('max_connections')::bigint - "
    "current_setting('superuser_reserved_connections')::bigint, current_setting('is_superuser'), "
    "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

constexpr std::string_view about_the_connection =
    "SELECT (inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = "
    "'::1')"
    "::int::bigint, "
    "COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)::int::bigint";

/// Asked of the catalogue, which everybody may read.
constexpr std::string_view about_rights =
    "SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)::int::bigint, "
    "count(c.oid), COALESCE(string_agg(c.relname || ' ' || r.name, ', ' ORDER BY c.relname, r.name) "
    "FILTER (WHERE NOT has_table_privilege(c.oid, r.name)), '') "
    "FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS r(name) LEFT JOIN pg_class c "
    "ON c.relkind = 'r' AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";

}  // namespace

PostgresqlFacts read_facts(sql::Connection& connection, const Clock& clock) {
  const sql::Rows rows = connection.query(question);
  const std::int64_t now = to_millis(clock.now());
  const sql::Row& row = rows.front();
  const sql::Rows link_rows = connection.query(about_the_connection);
  const sql::Row& link = link_rows.front();
  const sql::Rows rights_rows = connection.query(about_rights);
  const sql::Row& rights = rights_rows.front();
  return {.version = row.integer(0),
          .fsync = row.text(1) == "on",
          .connections = row.integer(2),
          .is_superuser = row.text(3) == "on",
          .is_local = link.integer(0) != 0,
          .is_encrypted = link.integer(1) != 0,
          .may_make_tables = rights.integer(0) != 0,
          .missing_rights = rights.text(2),
          .has_tables = rights.integer(1) != 0,
          .ahead = std::chrono::milliseconds{row.integer(4) - now}};
}

Verdict too_old(const PostgresqlFacts& facts) {
  if (facts.version >= least_version) return std::nullopt;
  return "PostgreSQL is version " + std::to_string(facts.version / 10'000) + ", and 15 is the least";
}

Verdict not_on_disk(const PostgresqlFacts& facts) {
  if (facts.fsync) return std::nullopt;
  return "fsync is off in PostgreSQL";
}

Verdict has_all_rights(const PostgresqlFacts& facts) {
  if (!facts.is_superuser) return std::nullopt;
  return "the role of --database is a superuser";
}

Verdict clock_apart(const PostgresqlFacts& facts) {
  if (abs(facts.ahead) <= most_apart) return std::nullopt;
  return "the database's clock is " + std::to_string(abs(facts.ahead).count() / 1000) + " seconds " +
         (facts.ahead.count() > 0 ? "ahead of" : "behind") + " this machine's";
}

Verdict is_in_the_clear(const PostgresqlFacts& facts) {
  if (facts.is_local || facts.is_encrypted) return std::nullopt;
  return "the connection to the database goes to another machine without TLS";
}

Verdict is_unproven(const PostgresqlFacts& facts, std::string_view url) {
  if (facts.is_local || !facts.is_encrypted || url.contains("sslmode=verify-full")) return std::nullopt;
  return "--database asks for no proof of who answers at its host";
}

Verdict lacks_rights(const PostgresqlFacts& facts, bool migrates) {
  if (!facts.missing_rights.empty()) return "the role of --database lacks " + facts.missing_rights;
  if (facts.may_make_tables || (facts.has_tables && !migrates)) return std::nullopt;
  return "the role of --database may not make tables";
}

Verdict too_few_connections(const PostgresqlFacts& facts, std::size_t pool) {
  const auto needed = static_cast<std::int64_t>(pool + connections_beside_the_pool);
  if (facts.connections >= needed) return std::nullopt;
  return "PostgreSQL takes " + std::to_string(facts.connections) +
         " connections, and this server alone may want " + std::to_string(needed);
}

}  // namespace gatehouse::server::doctor
