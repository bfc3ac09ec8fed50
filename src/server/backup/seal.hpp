#pragma once

// The seal of a backup: a line behind the database in its file, an HMAC of every octet before it under a key
// that is derived from the master key. So who can write where backups lie, and has no master key, can make
// none that is restored: neither a row, a trigger nor a number is theirs. SQLite does not look at the line.

#include <cstdint>
#include <filesystem>

#include "platform/crypto/master_key.hpp"

namespace gatehouse::server {

/// Adds the line. Throws `std::runtime_error` where the file cannot be read or written.
void seal(const std::filesystem::path& file, const crypto::MasterKey& master_key);

/// How many octets the line stands behind. Throws with a sentence for the operator where there is none, or
/// another one than would be added now.
std::uint64_t expect_seal(const std::filesystem::path& file, const crypto::MasterKey& master_key);

/// Takes the line off again. Throws as `expect_seal` does.
void break_seal(const std::filesystem::path& file, const crypto::MasterKey& master_key);

}  // namespace gatehouse::server
