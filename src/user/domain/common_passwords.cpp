#include "user/domain/common_passwords.hpp"

#include <algorithm>

#include "user/domain/password.hpp"
#include "user/domain/reduced_password.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

/// Shorter ones cannot even be the greater part of a password of the least length.
constexpr std::size_t min_kept = 6;

std::uint64_t digest_at(std::span<const unsigned char> digests, std::size_t index) {
  std::uint64_t digest = 0;
  for (const unsigned char octet : digests.subspan(index * digest_octets, digest_octets))
    digest = digest << 8U | octet;
  return digest;
}

}  // namespace

std::uint64_t digest_of(std::string_view form) {
  // FNV-1a, and a mixing of its bits, for it spreads the last characters poorly.
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : form) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  hash = (hash ^ hash >> 33U) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ hash >> 33U) * 0xC4CEB9FE1A85EC53U;
  return (hash ^ hash >> 33U) >> (64 - 8 * digest_octets);
}

bool is_common_password(std::string_view form) {
  const auto digests = common_password_digests();
  const std::uint64_t wanted = digest_of(form);
  std::size_t low = 0;
  std::size_t high = digests.size() / digest_octets;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::uint64_t found = digest_at(digests, middle);
    if (found == wanted) return true;
    if (found < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

std::vector<std::string> forms_of_listed(std::string_view listed) {
  std::vector<std::string> forms;
  const std::u32string folded = fold_password(listed);
  const Trimmed trimmed = trim_digits_and_marks(folded);
  if (trimmed.is_mostly_core()) {
    for (const std::u32string& core : spell_out(trimmed.core)) {
      if (core.size() >= min_core) forms.push_back(unicode::encode(core));
    }
  }
  const bool is_choosable = folded.size() >= Password::min_length;
  if (is_choosable || (forms.empty() && folded.size() >= min_kept)) forms.push_back(unicode::encode(folded));
  return forms;
}

}  // namespace gatehouse::user
