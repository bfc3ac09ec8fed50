#pragma once

// A name of fixed size for a text, good within this process: for looking up what is known of a text without
// keeping the text. Keyed (SipHash-2-4 of 128 bits, under a random key that never leaves the process), so
// that nobody can make a text that has the name of another one; a quarter of what a hash without a key costs.

#include <array>
#include <cstdint>
#include <string_view>

namespace gatehouse::crypto {

using Fingerprint = std::array<std::uint64_t, 2>;

Fingerprint fingerprint(std::string_view text);

}  // namespace gatehouse::crypto
