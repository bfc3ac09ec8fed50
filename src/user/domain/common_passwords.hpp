#pragma once

// The passwords that everybody guesses first, inside the binary: of each 40 bits of a digest, in order. A
// text that is on no list is taken for one of them less often than once in ten million times. Where they come
// from and how they are made is told by common_passwords.license.txt and tools/common_passwords.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::user {

inline constexpr std::size_t digest_octets = 5;

/// Whether the lists hold `form`: a whole password that is folded, or the spelled out core of one, of
/// `min_core` letters and more.
bool is_common_password(std::string_view form);

/// All digests, one after the other, sorted.
std::span<const unsigned char> common_password_digests();

// For whoever makes them.

/// Of a password on a list, what is_common_password is to know: itself, but where its core says the same, and
/// its core.
std::vector<std::string> forms_of_listed(std::string_view listed);

std::uint64_t digest_of(std::string_view form);

}  // namespace gatehouse::user
