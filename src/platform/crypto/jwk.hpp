#pragma once

// The public half of a key as a JWK (RFC 7517), and the name that follows from it. Only what is public is
// ever given to this: a private member cannot be published by mistake.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::crypto {

/// One of the members that make the key; values are base64url or names, so none needs escaping.
struct JwkMember {
  std::string_view name;
  std::string value;
};

using JwkMembers = std::vector<JwkMember>;

/// RFC 7638 with SHA-256, base64url: what names a key. The order of the members does not matter.
std::string thumbprint(JwkMembers members);

/// The members with `use`, `alg` and `kid`, the thumbprint.
std::string public_jwk(JwkMembers members, std::string_view algorithm);

}  // namespace gatehouse::crypto
