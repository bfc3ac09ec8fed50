#pragma once

// What our keys sign, as JWS compact serialisation (RFC 7515, 7), read strictly: exactly three parts of
// canonical base64url, a header of exactly `alg`, `kid` and `typ`, a key that we hold with the one algorithm
// that it has, JSON without duplicate names. Nothing is fetched, and nothing in the header chooses anything
// but one of our keys.

#include <optional>
#include <string>
#include <string_view>

#include "auth/adapters/signing_keys.hpp"
#include "platform/json/value.hpp"

namespace gatehouse::auth::adapters {

/// `claims` is JSON.
std::string sign_jws(const SigningKeys& keys, std::string_view type, std::string_view claims);

/// The claims, where the signature is good and `is_type` takes the `typ`: so that what was signed for one use
/// is never taken for another.
std::optional<json::Members> open_jws(const SigningKeys& keys, std::string_view text,
                                      bool (*is_type)(std::string_view));

}  // namespace gatehouse::auth::adapters
