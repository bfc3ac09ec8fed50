#pragma once

// Holds the product's reader of JSON to the second one.

#include <string>
#include <string_view>

#include "platform/json/reader.hpp"
#include "tests/fuzz/reference/strict_json.hpp"

namespace gatehouse::reference {

inline std::string name_of(json::Kind kind) {
  switch (kind) {
    case json::Kind::null:
      return "null";
    case json::Kind::boolean:
      return "boolean";
    case json::Kind::integer:
      return "integer";
    case json::Kind::fraction:
      return "fraction";
    case json::Kind::string:
      return "string";
    case json::Kind::array:
      return "array";
    case json::Kind::object:
      return "object";
  }
  return "none";
}

inline bool is_read_the_same(std::string_view body) {
  const auto ours = json::read_object(body);
  const JsonReading theirs = read_strict_json(body);
  if (!ours.has_value() || !theirs.members) {
    return ours.has_value() == theirs.members.has_value() || theirs.is_near_whole;
  }
  std::vector<JsonMember> members;
  for (const auto& [name, value] : *ours) {
    members.push_back({name, name_of(value.kind), value.boolean, value.integer, value.text});
  }
  return members == *theirs.members;
}

}  // namespace gatehouse::reference
