#pragma once

// How each type that a body or an answer may hold stands in JSON. A member of another type does not compile.

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "kernel/clock.hpp"
#include "platform/http/shape_secret.hpp"
#include "platform/json/value.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::http {

template <class Value>
struct Member;

template <>
struct Member<std::string> {
  static constexpr std::string_view expected = "a string";
  static bool read(json::Value& json, std::string& value) {
    if (json.kind != json::Kind::string) return false;
    value = std::move(json.text);
    return true;
  }
  static void write(std::string& out, const std::string& value) { json::write(out, value); }
  static void describe(boost::json::object& schema) { schema["type"] = "string"; }
};

/// Bodies only.
template <>
struct Member<SecretText> {
  static constexpr std::string_view expected = "a string";
  static bool read(json::Value& json, SecretText& value) {
    if (json.kind != json::Kind::string) return false;
    value = SecretText(std::move(json.text));
    return true;
  }
  static void describe(boost::json::object& schema) {
    schema["type"] = "string";
    schema["format"] = "password";
  }
};

template <>
struct Member<std::int64_t> {
  static constexpr std::string_view expected = "an integer";
  static bool read(json::Value& json, std::int64_t& value) {
    if (json.kind != json::Kind::integer) return false;
    value = json.integer;
    return true;
  }
  static void write(std::string& out, std::int64_t value) { json::write(out, value); }
  static void describe(boost::json::object& schema) {
    schema["type"] = "integer";
    schema["format"] = "int64";
  }
};

template <>
struct Member<bool> {
  static constexpr std::string_view expected = "true or false";
  static bool read(json::Value& json, bool& value) {
    if (json.kind != json::Kind::boolean) return false;
    value = json.boolean;
    return true;
  }
  static void write(std::string& out, bool value) { json::write(out, value); }
  static void describe(boost::json::object& schema) { schema["type"] = "boolean"; }
};

/// Answers only.
template <>
struct Member<Time> {
  static void write(std::string& out, Time value) {
    out += '"';
    append_rfc3339(out, value);
    out += '"';
  }
  static void describe(boost::json::object& schema) {
    schema["type"] = "string";
    schema["format"] = "date-time";
  }
};

/// Answers only.
template <class Item>
struct Member<std::vector<Item>> {
  static void write(std::string& out, const std::vector<Item>& items) {
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ',';
      Member<Item>::write(out, items[i]);
    }
    out += ']';
  }
  static void describe(boost::json::object& schema) {
    schema["type"] = "array";
    boost::json::object item;
    Member<Item>::describe(item);
    schema["items"] = std::move(item);
  }
};

template <class Value>
concept Readable = requires(json::Value& json, Value& value) {
  { Member<Value>::read(json, value) } -> std::same_as<bool>;
};

template <class Value>
concept Writable = requires(std::string& out, const Value& value) { Member<Value>::write(out, value); };

/// The type that a member holds, whether or not it may be absent.
template <class Declared>
struct Held {
  using Value = Declared;
  static constexpr bool may_be_absent = false;
};
template <class Declared>
struct Held<std::optional<Declared>> {
  using Value = Declared;
  static constexpr bool may_be_absent = true;
};

/// What the document tells of one field.
struct FieldNote {
  std::string name;
  bool required = true;
  boost::json::object schema;  // with its description and an example
};

FieldNote note_field(std::string_view name, bool required, boost::json::object schema,
                     std::string_view description, boost::json::value example);

/// The JSON Schema of an object with these fields.
boost::json::object describe_object(const std::vector<FieldNote>& fields, bool closed);

/// An object made of the fields' examples; `only_required` leaves out the others.
boost::json::object example_object(const std::vector<FieldNote>& fields);

}  // namespace gatehouse::http
