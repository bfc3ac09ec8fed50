#include "platform/config/quantity.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <span>

namespace gatehouse::config {
namespace {

struct Unit {
  std::string_view suffix;
  std::int64_t factor;
};

// Largest first; `s` and the bare number stand last, so that a text is tried against longer suffixes before
// them.
constexpr std::array duration_units{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000},
                                    Unit{"ms", 1},         Unit{"s", 1000},      Unit{"", 1000}};
constexpr std::array size_units{Unit{"GiB", 1 << 30}, Unit{"MiB", 1 << 20}, Unit{"KiB", 1 << 10},
                                Unit{"", 1}};

std::optional<std::int64_t> parse_quantity(std::string_view text, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (!text.ends_with(unit.suffix)) continue;
    const auto count = parse_whole_number(text.substr(0, text.size() - unit.suffix.size()));
    if (!count) continue;
    if (*count > std::numeric_limits<std::int64_t>::max() / unit.factor) return std::nullopt;
    return *count * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_whole_number(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.front() == '+') return std::nullopt;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto millis = parse_quantity(text, duration_units);
  if (!millis) return std::nullopt;
  return std::chrono::milliseconds{*millis};
}

std::string duration_text(std::chrono::milliseconds duration) {
  const std::int64_t millis = duration.count();
  for (const Unit& unit : {Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1000}}) {
    if (millis != 0 && millis % unit.factor == 0)
      return std::to_string(millis / unit.factor) + std::string{unit.suffix};
  }
  return millis == 0 ? "0s" : std::to_string(millis) + "ms";
}

std::optional<std::int64_t> parse_size(std::string_view text) { return parse_quantity(text, size_units); }

std::string size_text(std::int64_t bytes) {
  for (const Unit& unit : size_units) {
    if (bytes != 0 && bytes % unit.factor == 0)
      return std::to_string(bytes / unit.factor) + std::string{unit.suffix};
  }
  return "0";
}

}  // namespace gatehouse::config
