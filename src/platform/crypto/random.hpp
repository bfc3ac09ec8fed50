#pragma once

// The one source of randomness: the kernel's generator, through libsodium. It never falls back to something
// weaker; where the kernel gives nothing, the process ends.

#include <cstddef>
#include <cstdint>
#include <string>

namespace gatehouse::crypto {

/// Makes libsodium ready; safe to call often and from every thread. Every function of this room that needs it
/// calls it.
void ready();

/// So many random octets.
std::string random_octets(std::size_t count);

/// A number from 0 to `bound` - 1, each equally likely.
std::uint32_t random_below(std::uint32_t bound);

/// So many random octets as base64url: 16 give 128 bits in 22 characters.
std::string random_token(std::size_t octets);

}  // namespace gatehouse::crypto
