#pragma once

// What a request's body says, before any shape has looked at it. Only the top level is kept with its values:
// no body takes a nested value, so of an array or an object it is enough to know that it is one.

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::json {

enum class Kind { null, boolean, integer, fraction, string, array, object };

struct Value {
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;  // within ±(2^53-1)
  std::string text;          // valid UTF-8 without NUL
};

struct Member {
  std::string name;
  Value value;
};

/// In the order of the body; no two have the same name.
using Members = std::vector<Member>;

}  // namespace gatehouse::json
