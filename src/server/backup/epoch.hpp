#pragma once

// A database that was restored begins a new epoch: whatever somebody held of the old one (tokens, codes,
// links) is refused, for nobody knows what became of it since the backup. Accounts, passwords, registered
// programs, limits and the audit trail stay.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Ids that were given after the backup are lost with it; the next ones are so much higher, so that nobody
/// gets the id of another.
inline constexpr std::int64_t ids_left_out = 1'000'000;

/// The last number that was given in each table, by its name.
using GivenNumbers = std::map<std::string, std::int64_t, std::less<>>;

/// Of the tables that are there: the database may be empty, or of another revision.
GivenNumbers given_numbers(sql::Connection& connection);

/// Throws `SigningKeyRefused` where the keys in there were sealed under another master key.
void expect_key_of(sql::Database& database, const crypto::MasterKey& master_key, const Clock& clock);

/// An SQLite database at the head of the revisions, in one transaction, with the audit event `restored`; what
/// waited for its place in the audit trail gets it, unless the chain is broken.
/// `replaced`: of the database whose place it takes, which may have given higher ones.
void begin_epoch(sql::Database& database, const GivenNumbers& replaced, const crypto::MasterKey& master_key,
                 const Clock& clock);

}  // namespace gatehouse::server
