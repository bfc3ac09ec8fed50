#pragma once

// What good values of the server's own options are, beyond numbers, sizes and durations.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/config/binding.hpp"
#include "platform/config/setting.hpp"
#include "platform/crypto/signing_key.hpp"
#include "platform/http/address.hpp"
#include "platform/sql/database.hpp"
#include "server/options.hpp"

namespace gatehouse::server {

config::Binding bind_address(http::ListenAddress& target);
/// `off` for none.
config::Binding bind_optional_address(std::optional<http::ListenAddress>& target);

/// Exactly as JOSE names it.
config::Binding bind_algorithm(crypto::SigningAlgorithm& target);
/// `off` or 0 for never.
config::Binding bind_interval(std::optional<std::chrono::seconds>& target,
                              config::Bounds<std::chrono::milliseconds> bounds);

/// `CIDR,…`; none where it is empty.
config::Binding bind_address_ranges(std::vector<http::AddressRange>& target);

/// `WORD,…`, each of which a password could be made of; none where it is empty.
config::Binding bind_words(std::vector<std::string>& target);

// Each says what is wrong with a text, if anything is.
std::optional<std::string> not_empty(std::string_view text);
std::optional<std::string> database_url(std::string_view text);
/// An http or https URL without query and fragment (RFC 8414, 2).
std::optional<std::string> issuer_url(std::string_view text);
std::optional<std::string> audience_name(std::string_view text);

/// At least one of the parameter sets that OWASP's Password Storage Cheat Sheet calls equally strong.
bool is_strong_enough(const HashSettings& hashing);

/// How many hashes at once leave room for everything else in `memory` bytes: as many as cores at most.
std::size_t fitting_threads(const HashSettings& hashing, std::size_t cores, std::uint64_t memory);

/// SQLite: a few, for it answers at once. PostgreSQL: two for each connection, since reads share some.
std::size_t fitting_data_threads(const sql::DatabaseOptions& database);

}  // namespace gatehouse::server
