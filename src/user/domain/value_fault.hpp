#pragma once

// Why a text is no value of a type: a stable code for clients and a sentence for a person. Who asked knows
// the field.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::user {

struct ValueFault {
  std::string_view code;  // a literal
  std::string detail;

  friend bool operator==(const ValueFault&, const ValueFault&) = default;
};

/// The codes of shape that every context uses, and those that this one adds.
namespace fault {
inline constexpr std::string_view missing = "missing";
inline constexpr std::string_view too_short = "too_short";
inline constexpr std::string_view too_long = "too_long";
inline constexpr std::string_view invalid_format = "invalid_format";
inline constexpr std::string_view too_common = "too_common";
inline constexpr std::string_view unchanged = "unchanged";
inline constexpr std::string_view incorrect = "incorrect";
}  // namespace fault

inline ValueFault shorter_than(std::size_t min) {
  return {fault::too_short, "This must have at least " + std::to_string(min) + " characters."};
}
inline ValueFault longer_than(std::size_t max) {
  return {fault::too_long, "This may have at most " + std::to_string(max) + " characters."};
}

}  // namespace gatehouse::user
