#include "auth/adapters/sql_signing_keys.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view read_keys =
    "SELECT kid, algorithm, generation, created_at, signs_from, retires_at, public_jwk, sealed_private "
    "FROM signing_keys ORDER BY generation";

constexpr std::string_view add_key =
    "INSERT INTO signing_keys (kid, generation, algorithm, public_jwk, sealed_private, created_at, "
    "signs_from) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";

constexpr std::string_view set_retirement_of_key = "UPDATE signing_keys SET retires_at = $2 WHERE kid = $1";

constexpr std::string_view erase_key = "UPDATE signing_keys SET sealed_private = '' WHERE kid = $1";

constexpr std::string_view forget_key = "DELETE FROM signing_keys WHERE kid = $1";

/// A key without a private half is one that has retired; one that never will and lacks it was damaged.
KeyRecord record_of(const sql::Row& row) {
  KeyRecord record{.kid = row.text(0),
                   .algorithm = row.text(1),
                   .generation = row.integer(2),
                   .created_at = from_millis(row.integer(3)),
                   .signs_from = from_millis(row.integer(4))};
  if (const auto retires_at = row.optional_integer(5)) record.retires_at = from_millis(*retires_at);
  record.is_erased = record.retires_at && row.text(7).empty();
  return record;
}

sql::Value text(std::string_view value) { return std::string(value); }

}  // namespace

void SqlSigningKeys::take_turn() {
  database_.write([](sql::Connection& connection) {
    connection.lock("signing_keys");
    return true;
  });
}

std::vector<StoredKey> SqlSigningKeys::stored() {
  return database_.read([](sql::Connection& connection) {
    std::vector<StoredKey> keys;
    for (const auto& row : connection.query(read_keys)) {
      keys.push_back({record_of(row), row.text(6), row.text(7)});
    }
    return keys;
  });
}

KeyRing SqlSigningKeys::all() {
  KeyRing ring;
  for (auto& key : stored()) ring.push_back(std::move(key.record));
  return ring;
}

void SqlSigningKeys::add(const MadeKey& key, std::int64_t generation, Time created_at, Time signs_from) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(add_key, {key.kid, generation, key.algorithm, key.public_jwk,
                                        key.sealed_private, to_millis(created_at), to_millis(signs_from)});
  });
}

void SqlSigningKeys::set_retirement(std::string_view kid, std::optional<Time> at) {
  const sql::Value retires_at = at ? sql::Value{to_millis(*at)} : sql::Value{nullptr};
  database_.write([&](sql::Connection& connection) {
    return connection.execute(set_retirement_of_key, {text(kid), retires_at});
  });
}

void SqlSigningKeys::erase(std::string_view kid) {
  database_.write([&](sql::Connection& connection) { return connection.execute(erase_key, {text(kid)}); });
}

void SqlSigningKeys::forget(std::string_view kid) {
  database_.write([&](sql::Connection& connection) { return connection.execute(forget_key, {text(kid)}); });
}

}  // namespace gatehouse::auth::adapters
