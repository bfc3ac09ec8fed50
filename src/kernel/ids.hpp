#pragma once

// Identifiers that cannot be mixed up, and the one rule by which they are read from text.

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gatehouse {

/// The largest id: 2^53-1, so that a JSON reader that holds numbers as doubles keeps every one exact (RFC 8259, 6).
inline constexpr std::int64_t max_id = (std::int64_t{1} << 53) - 1;

struct UserId {
  std::int64_t value{};

  friend auto operator<=>(const UserId&, const UserId&) = default;
};

/// A canonical decimal id, 1 to 2^53-1: no sign, no leading zero, nothing around it.
std::optional<std::int64_t> parse_id(std::string_view text);

}  // namespace gatehouse
