#include "kernel/ids.hpp"

#include <charconv>

namespace gatehouse {

std::optional<std::int64_t> parse_id(std::string_view text) {
  if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value > max_id) return std::nullopt;
  return value;
}

}  // namespace gatehouse
