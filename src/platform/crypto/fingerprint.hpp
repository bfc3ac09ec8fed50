#pragma once

// A name of fixed size for a text: two texts never have the same one (BLAKE2b, 256 bits). For looking up what
// is known of a text without keeping the text.

#include <array>
#include <cstdint>
#include <string_view>

namespace gatehouse::crypto {

using Fingerprint = std::array<std::uint64_t, 4>;

Fingerprint fingerprint(std::string_view text);

}  // namespace gatehouse::crypto
