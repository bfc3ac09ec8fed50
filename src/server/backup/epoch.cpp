#include "server/backup/epoch.hpp"

#include <algorithm>
#include <array>

#include "auth/adapters/sealed_keys.hpp"
#include "auth/adapters/sql_signing_keys.hpp"
#include "platform/audit/chainer.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/transfer/identities.hpp"
#include "server/tables.hpp"

namespace gatehouse::server {
namespace {

/// Each is one kind of thing that somebody may hold, or that would be sent once more.
constexpr std::array<std::string_view, 6> what_goes = {
    "DELETE FROM sessions",            // refresh tokens
    "DELETE FROM verification_codes",  //
    "DELETE FROM password_resets",     // handles and codes
    "DELETE FROM undo_links",          //
    "DELETE FROM outbox WHERE delivered_at IS NULL",
    "DELETE FROM mails WHERE sent_at IS NULL",
};

/// Access tokens: what these keys signed verifies nowhere any more. The next start makes a new one.
constexpr std::string_view retire_keys =
    "UPDATE signing_keys SET retires_at = $1, sealed_private = '' WHERE sealed_private <> ''";

void leave_ids_out(sql::Connection& connection, const GivenNumbers& replaced) {
  for (const auto& [name, given] : given_numbers(connection)) {
    const auto other = replaced.find(name);
    const std::int64_t highest = other == replaced.end() ? given : std::max(given, other->second);
    const migrations::Schema tables = all_tables();
    transfer::set_last_given(connection, *migrations::find_table(tables, name), highest + ids_left_out);
  }
}

/// Only a server would give what waits its place, and nobody knows when one comes. A chain that is broken
/// stays as it is: `gatehouse audit verify` names the place.
void chain_what_waits(sql::Database& database, const audit::ChainKey& key, const Clock& clock) {
  try {
    audit::Chainer(database, key, clock).chain();
  } catch (const audit::ChainBroken&) {
    return;
  }
}

}  // namespace

GivenNumbers given_numbers(sql::Connection& connection) {
  GivenNumbers numbers;
  const migrations::Schema there = migrations::read_schema(connection);
  for (const sql::Table& table : all_tables()) {
    if (transfer::identity_of(table) == nullptr) continue;
    if (migrations::find_table(there, table.name) == nullptr) continue;
    numbers.emplace(table.name, transfer::last_given(connection, table));
  }
  return numbers;
}

void expect_key_of(sql::Database& database, const crypto::MasterKey& master_key, const Clock& clock) {
  auth::adapters::SealedKeys sealed(crypto::SealedBox(master_key.derive(crypto::KeyUse::sealing)));
  for (const auto& key : auth::adapters::SqlSigningKeys(database).stored()) {
    if (!is_retired(key.record, clock.now())) sealed.open(key);
  }
}

void begin_epoch(sql::Database& database, const GivenNumbers& replaced, const crypto::MasterKey& master_key,
                 const Clock& clock) {
  const audit::ChainKey chain_key(master_key.derive(crypto::KeyUse::audit_trail));
  audit::SqlAuditTrail trail(database, chain_key, clock);
  database.write([&](sql::Connection& connection) {
    for (const std::string_view statement : what_goes) connection.execute(statement);
    connection.execute(retire_keys, {to_millis(clock.now())});
    leave_ids_out(connection, replaced);
    trail.record({.what = "restored"});
    return true;
  });
  chain_what_waits(database, chain_key, clock);
}

}  // namespace gatehouse::server
