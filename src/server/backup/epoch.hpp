#pragma once

// A database that was restored begins a new epoch: whatever somebody held of the old one (tokens, codes,
// links) is refused, for nobody knows what became of it since the backup. Accounts, passwords, registered
// programs, limits and the audit trail stay.

#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Ids that were given after the backup are lost with it; the next ones are so much higher, so that nobody
/// gets the id of another.
inline constexpr std::int64_t ids_left_out = 1'000'000;

/// Throws `SigningKeyRefused` where the keys in there were sealed under another master key.
void expect_key_of(sql::Database& database, const crypto::MasterKey& master_key, const Clock& clock);

/// An SQLite database at the head of the revisions, in one transaction, with the audit event `restored`.
void begin_epoch(sql::Database& database, const crypto::MasterKey& master_key, const Clock& clock);

}  // namespace gatehouse::server
