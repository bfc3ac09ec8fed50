#include "platform/http/rules.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "kernel/ids.hpp"

namespace gatehouse::http {
namespace {

/// `text` is valid UTF-8 by now: every byte but the continuing ones starts a code point.
std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string characters(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

}  // namespace

void add_description(boost::json::object& schema, std::string_view sentence) {
  boost::json::value& description = schema["description"];
  std::string text = description.is_string() ? std::string(description.as_string()) + ' ' : std::string();
  text += sentence;
  description = text;
}

std::optional<RuleFault> Text::check(const std::string& text) const {
  const std::size_t length = code_points(text);
  if (length < min) return RuleFault{"too_short", "This needs at least " + characters(min) + "."};
  if (length > max) return RuleFault{"too_long", "This may have at most " + characters(max) + "."};
  return std::nullopt;
}

void Text::describe(boost::json::object& schema) const {
  if (min > 0) schema["minLength"] = min;
  schema["maxLength"] = max;
}

std::optional<RuleFault> Id::check(std::int64_t id) const {
  if (id >= 1 && id <= max_id) return std::nullopt;
  return RuleFault{"invalid_format", "An id is an integer from 1 to 9007199254740991."};
}

void Id::describe(boost::json::object& schema) const {
  schema["minimum"] = 1;
  schema["maximum"] = max_id;
}

void ExactlyOneOf::check_present(const Present& present, FieldFaults& faults) const {
  const auto given = std::count_if(fields_.begin(), fields_.end(),
                                   [&](const std::string& field) { return present.has(field); });
  if (given == 1) return;
  for (const std::string& field : fields_) {
    if (given == 0) {
      faults.push_back({field, "missing", "One of these fields is required."});
    } else if (present.has(field)) {
      faults.push_back({field, "conflicting", "Only one of these fields may be given."});
    }
  }
}

void ExactlyOneOf::describe(boost::json::object& schema) const {
  boost::json::array alternatives;
  std::string names;
  for (const std::string& field : fields_) {
    alternatives.push_back(boost::json::object{{"required", {field}}});
    names += (names.empty() ? "`" : ", `") + field + '`';
  }
  schema["oneOf"] = std::move(alternatives);
  add_description(schema, "Exactly one of " + names + ".");
}

void Needs::check_present(const Present& present, FieldFaults& faults) const {
  if (present.has(field) && !present.has(needed)) {
    faults.push_back({needed, "missing", "This is required together with `" + field + "`."});
  }
}

void Needs::describe(boost::json::object& schema) const {
  boost::json::value& dependent = schema["dependentRequired"];
  if (!dependent.is_object()) dependent = boost::json::object();
  boost::json::value& needs = dependent.as_object()[field];
  if (!needs.is_array()) needs = boost::json::array();
  needs.as_array().push_back(boost::json::string(needed));
  add_description(schema, "`" + field + "` requires `" + needed + "`.");
}

}  // namespace gatehouse::http
