#include "auth/adapters/signing_keys.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view read_keys =
    "SELECT kid, algorithm, public_jwk, sealed_private FROM signing_keys ORDER BY generation";

constexpr std::string_view insert_first_key =
    "INSERT INTO signing_keys (kid, generation, algorithm, public_jwk, sealed_private, created_at) "
    "VALUES ($1, 1, $2, $3, $4, $5) ON CONFLICT (generation) DO NOTHING";

/// What a key is sealed for, so that a sealed key cannot be moved under another name.
std::string place_of(std::string_view kid) { return "signing_keys/" + std::string(kid); }

sql::Rows read(sql::Database& database) {
  return database.read([](sql::Connection& connection) { return connection.query(read_keys); });
}

void make_first(sql::Database& database, const crypto::SealedBox& box, const Clock& clock) {
  const auto key = crypto::SigningKey::generate(crypto::SigningAlgorithm::es256);
  const std::string kid = key.verifying_key().thumbprint();
  database.write([&](sql::Connection& connection) {
    return connection.execute(insert_first_key,
                              {kid, std::string(name_of(key.algorithm())), key.verifying_key().jwk(),
                               box.seal(key.private_form(), place_of(kid)), to_millis(clock.now())});
  });
}

}  // namespace

SigningKeys SigningKeys::load(sql::Database& database, const crypto::SealedBox& box, const Clock& clock) {
  auto rows = read(database);
  if (rows.empty()) {
    make_first(database, box, clock);
    rows = read(database);
  }
  SigningKeys keys;
  for (const auto& row : rows) keys.add(row, box);
  if (keys.keys_.empty())
    throw SigningKeyRefused("the table signing_keys lost the key that was just written to it");
  keys.document_ = R"({"keys":[)" + keys.document_ + "]}";
  return keys;
}

void SigningKeys::add(const sql::Row& row, const crypto::SealedBox& box) {
  const std::string& kid = row.text(0);
  const auto form = box.open(row.text(3), place_of(kid));
  if (!form) {
    throw SigningKeyRefused(
        "signing key " + kid +
        " was sealed under another master key or is damaged: put the master.key back that belongs to "
        "this database, or empty the table signing_keys to start with a new key (members sign in again)");
  }
  const auto algorithm = crypto::algorithm_named(row.text(1));
  auto key = algorithm ? crypto::SigningKey::from_private_form(*algorithm, *form) : std::nullopt;
  if (!key || key->verifying_key().thumbprint() != kid || key->verifying_key().jwk() != row.text(2)) {
    throw SigningKeyRefused("signing key " + kid +
                            " is damaged: restore the table signing_keys from a backup, or empty "
                            "it to start with a new key (members sign in again)");
  }
  if (!document_.empty()) document_ += ',';
  document_ += row.text(2);
  active_kid_ = kid;
  keys_.emplace(kid, std::move(*key));
}

const crypto::VerifyingKey* SigningKeys::find(std::string_view kid) const {
  const auto found = keys_.find(kid);
  return found == keys_.end() ? nullptr : &found->second.verifying_key();
}

}  // namespace gatehouse::auth::adapters
