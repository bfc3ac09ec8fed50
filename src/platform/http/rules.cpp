#include "platform/http/rules.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "kernel/ids.hpp"
#include "platform/http/syntax.hpp"

namespace gatehouse::http {

void add_description(boost::json::object& schema, std::string_view sentence) {
  boost::json::value& description = schema["description"];
  std::string text = description.is_string() ? std::string(description.as_string()) + ' ' : std::string();
  text += sentence;
  description = text;
}

std::optional<RuleFault> Id::check(std::int64_t id) const {
  if (id >= 1 && id <= max_id) return std::nullopt;
  return RuleFault{"invalid_format", "An id is an integer from 1 to 9007199254740991."};
}

void Id::describe(boost::json::object& schema) const {
  schema["minimum"] = 1;
  schema["maximum"] = max_id;
}

std::optional<RuleFault> Between::check(std::int64_t value) const {
  if (value >= least && value <= most) return std::nullopt;
  return RuleFault{"invalid_format",
                   "This is an integer from " + std::to_string(least) + " to " + std::to_string(most) + '.'};
}

void Between::describe(boost::json::object& schema) const {
  schema["minimum"] = least;
  schema["maximum"] = most;
}

std::optional<RuleFault> Opaque::check(const std::string& text) const {
  if (!text.empty() && text.size() <= most && std::ranges::all_of(text, is_base64url_char))
    return std::nullopt;
  return RuleFault{"invalid_format", "This is none of ours."};
}

void Opaque::describe(boost::json::object& schema) const {
  schema["pattern"] = "^[A-Za-z0-9_-]+$";
  schema["maxLength"] = most;
}

void ExactlyOneOf::check_present(const Present& present, FieldFaults& faults) const {
  bool given = false;
  for (const std::string& field : fields_) {
    if (!present.has(field)) continue;
    if (given) faults.push_back({field, "conflicting", "Only one of " + names() + " may be given."});
    given = true;
  }
  if (!given) faults.push_back({fields_.front(), "missing", "One of " + names() + " is required."});
}

std::string ExactlyOneOf::names() const {
  std::string text;
  for (const std::string& field : fields_) text += (text.empty() ? "`" : ", `") + field + '`';
  return text;
}

void ExactlyOneOf::describe(boost::json::object& schema) const {
  boost::json::array alternatives;
  for (const std::string& field : fields_) {
    alternatives.push_back(boost::json::object{{"required", {field}}});
  }
  schema["oneOf"] = std::move(alternatives);
  add_description(schema, "Exactly one of " + names() + ": with none, `" + fields_.front() +
                              "` is `missing`; with more, those after the first are `conflicting`.");
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
