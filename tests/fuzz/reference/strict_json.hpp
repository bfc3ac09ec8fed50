#pragma once

// A second reader of JSON bodies, over a library that the product does not use: what the product's reader
// takes must be what this one takes. It adds to that library what it lacks of strictness, in ways of its own.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::reference {

struct JsonMember {
  std::string name;
  std::string kind;  // null, boolean, integer, fraction, string, array, object
  bool boolean = false;
  long long integer = 0;
  std::string text;

  friend bool operator==(const JsonMember&, const JsonMember&) = default;
};

struct JsonReading {
  std::optional<std::vector<JsonMember>> members;  // of the one object; nothing where it is refused
  /// A number is so near to a whole one that readers may round it there or not. Refused either way: no field
  /// takes a fraction.
  bool is_near_whole = false;
};

JsonReading read_strict_json(std::string_view text);

}  // namespace gatehouse::reference
