#pragma once

// SHA-256 in one call. libsodium's: there is nothing to fetch, as OpenSSL would for each digest.

#include <string>
#include <string_view>

namespace gatehouse::crypto {

/// 32 octets.
std::string sha256(std::string_view octets);

}  // namespace gatehouse::crypto
