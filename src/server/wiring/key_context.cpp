#include "server/wiring/key_context.hpp"

#include "platform/crypto/sealed_box.hpp"

namespace gatehouse::server {
namespace {

/// So that there is something to read.
auth::adapters::SqlSigningKeys& with_a_key(auth::adapters::SqlSigningKeys& store,
                                           auth::MaintainKeys& maintain) {
  maintain.begin();
  return store;
}

}  // namespace

KeyContext::KeyContext(sql::Database& database, const crypto::MasterKey& master_key, AuditTrail& audit,
                       const Clock& clock, const auth::KeyPolicy& policy)
    : store_(database),
      sealed_(crypto::SealedBox(master_key.derive(crypto::KeyUse::sealing))),
      rotate_(store_, sealed_, database, audit, clock, policy.token_lifetime),
      maintain_(store_, rotate_, database, audit, clock, policy),
      keys_(with_a_key(store_, maintain_), sealed_, clock),
      watch_("signing_keys", reading_interval, [this] { keys_.refresh(); }) {
  // Only now: a key must not be added to keys that this server cannot open.
  maintain_.follow_algorithm();
  maintain_();
  keys_.refresh();
}

}  // namespace gatehouse::server
