#pragma once

// A rule for the fields of tests.

#include <string>

#include "platform/http/rule.hpp"

namespace gatehouse::http {

/// Text of `min` to `max` octets.
struct Text {
  std::size_t min = 0;
  std::size_t max = 0;

  std::optional<RuleFault> check(const std::string& text) const {
    if (text.size() < min) return RuleFault{"too_short", "This is too short."};
    if (text.size() > max) return RuleFault{"too_long", "This is too long."};
    return std::nullopt;
  }
  void describe(boost::json::object& schema) const {
    schema["minLength"] = min;
    schema["maxLength"] = max;
  }
};

}  // namespace gatehouse::http
