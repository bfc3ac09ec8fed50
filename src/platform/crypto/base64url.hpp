#pragma once

// base64url (RFC 4648, 5) without padding, read strictly: one text for each value, so that two texts are
// never the same token. Libraries' decoders take padding, blanks and spare bits that are not zero.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

std::string to_base64url(std::string_view octets);

/// The octets; nothing where the text is not exactly what `to_base64url` writes for them.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace gatehouse::crypto
