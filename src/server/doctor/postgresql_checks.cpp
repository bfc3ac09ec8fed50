#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

template <Verdict (*judge)(const PostgresqlFacts&)>
Verdict by_facts(const Examined& examined) {
  return examined.postgresql ? judge(*examined.postgresql) : std::nullopt;
}

Verdict connections(const Examined& examined) {
  if (!examined.postgresql) return std::nullopt;
  return too_few_connections(*examined.postgresql, examined.settings.database.pool);
}

Verdict unproven(const Examined& examined) {
  if (!examined.postgresql) return std::nullopt;
  return is_unproven(*examined.postgresql, examined.settings.database.url);
}

Verdict rights(const Examined& examined) {
  if (!examined.postgresql) return std::nullopt;
  return lacks_rights(*examined.postgresql, examined.settings.migrate_on_start);
}

constexpr Check all[] = {
    {"postgresql_too_old", "statements of this program are tried against 15 and newer alone",
     "upgrade PostgreSQL", by_facts<too_old>},
    {"postgresql_fsync_off", "a power cut damages the database, and loses what was acknowledged",
     "set fsync = on in postgresql.conf", by_facts<not_on_disk>},
    {"postgresql_in_the_clear", "whoever listens on the way reads addresses and hashes, and can change them",
     "switch ssl on in postgresql.conf, and put sslmode=verify-full into --database",
     by_facts<is_in_the_clear>},
    {"postgresql_unproven", "whoever stands in between can pass for the database, and read and change all",
     "put sslmode=verify-full and sslrootcert into --database", unproven},
    {"postgresql_rights", "statements fail: requests are answered 500, or the server does not start",
     "let the role own the tables, or GRANT SELECT, INSERT, UPDATE, DELETE and migrate as their owner, with "
     "--no-migrate-on-start here",
     rights},
    {"postgresql_superuser", "a fault in this program would give away the whole cluster",
     "make a role of its own that owns this database, and name it in --database", by_facts<has_all_rights>},
    {"clock_apart", "codes, sessions and tokens expire by the clock of the machine that looks",
     "let both machines follow a time server", by_facts<clock_apart>},
    {"postgresql_connections", "requests wait for a connection and are answered 503 under load",
     "raise max_connections in postgresql.conf, or lower --database-pool", connections},
};

}  // namespace

std::span<const Check> postgresql_checks() { return all; }

}  // namespace gatehouse::server::doctor
