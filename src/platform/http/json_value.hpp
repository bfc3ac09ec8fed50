#pragma once

// What a request's body says, before any shape has looked at it. Only the top level is kept with its values:
// no body takes a nested value, so of an array or an object it is enough to know that it is one.

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::http {

enum class JsonKind { null, boolean, integer, fraction, string, array, object };

struct JsonValue {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  std::int64_t integer = 0;  // within ±(2^53-1)
  std::string text;          // valid UTF-8 without NUL
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

/// In the order of the body; no two have the same name.
using JsonMembers = std::vector<JsonMember>;

}  // namespace gatehouse::http
