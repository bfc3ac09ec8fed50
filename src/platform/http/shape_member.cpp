#include "platform/http/shape_member.hpp"

namespace gatehouse::http {

FieldNote note_field(std::string_view name, bool required, boost::json::object schema,
                     std::string_view description, boost::json::value example) {
  // The description of the field stands before what its rule says of itself.
  std::string text(description);
  if (const boost::json::value* of_rule = schema.if_contains("description")) {
    if (!text.empty() && text.back() != '.') text += '.';
    text += ' ';
    text += of_rule->as_string();
  }
  if (!text.empty()) schema["description"] = text;
  if (!example.is_null()) schema["examples"] = boost::json::array{std::move(example)};
  return {std::string(name), required, std::move(schema)};
}

boost::json::object describe_object(const std::vector<FieldNote>& fields, bool closed) {
  boost::json::object properties;
  boost::json::array required;
  for (const FieldNote& field : fields) {
    properties[field.name] = field.schema;
    if (field.required) required.emplace_back(boost::json::string(field.name));
  }
  boost::json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  if (closed) schema["additionalProperties"] = false;
  return schema;
}

boost::json::object example_object(const std::vector<FieldNote>& fields) {
  boost::json::object example;
  for (const FieldNote& field : fields) {
    if (const boost::json::value* examples = field.schema.if_contains("examples")) {
      example[field.name] = examples->as_array().front();
    }
  }
  return example;
}

}  // namespace gatehouse::http
