#pragma once

// A hash that only the holder of a key can make: how short codes are stored, so that a stolen database says
// nothing about them. HMAC-SHA-256 over parts that cannot run into each other.

#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/crypto/secret.hpp"

namespace gatehouse::crypto {

/// base64url of the HMAC; each part is framed by its length, so ("ab", "c") and ("a", "bc") differ.
std::string keyed_hash(const SecretBytes& key, std::initializer_list<std::string_view> parts);

/// Compares without telling by its time where the difference is. The lengths are not secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace gatehouse::crypto
