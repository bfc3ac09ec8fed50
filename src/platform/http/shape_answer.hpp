#pragma once

// The shape of an answer, declared once: it writes a plain struct as JSON and describes itself as JSON
// Schema.
//
//   const auto user_shape = http::answer<UserView>("User",
//       http::field("user_id", &UserView::user_id, "Never given to another user", 1),
//       http::field("pending_email", &UserView::pending_email, …),   // a std::optional is left out where it
//       is empty http::list("sessions", &UserView::sessions, session_shape, "…"));

#include <functional>

#include "platform/http/shape_member.hpp"

namespace gatehouse::http {

template <class View>
struct AnswerField {
  FieldNote note;
  std::function<bool(std::string& out, const View& view)> write;  // the value; false where there is none
};

template <class View>
class AnswerShape {
 public:
  AnswerShape(std::string name, std::vector<AnswerField<View>> fields) : name_(std::move(name)) {
    for (auto& field : fields) {
      std::string key;
      json::write(key, std::string_view(field.note.name));
      writers_.push_back({key + ':', std::move(field.write)});
      notes_.push_back(std::move(field.note));
    }
  }

  void write(std::string& out, const View& view) const {
    char before = '{';
    for (const Writer& writer : writers_) {
      const std::size_t start = out.size();
      out += before;
      out += writer.key;
      if (writer.write(out, view)) {
        before = ',';
      } else {
        out.resize(start);
      }
    }
    if (before == '{') out += before;
    out += '}';
  }

  const std::string& name() const { return name_; }
  boost::json::object schema() const { return describe_object(notes_, false); }
  boost::json::object example() const { return example_object(notes_); }

 private:
  struct Writer {
    std::string key;
    std::function<bool(std::string&, const View&)> write;
  };

  std::string name_;
  std::vector<FieldNote> notes_;
  std::vector<Writer> writers_;
};

/// A field of an answer. A `std::optional` is left out of the JSON where it is empty.
template <class View, class Declared>
AnswerField<View> field(std::string_view name, Declared View::* member, std::string_view description,
                        boost::json::value example) {
  using Value = typename Held<Declared>::Value;
  static_assert(Writable<Value>, "no answer can hold a member of this type");
  boost::json::object schema;
  Member<Value>::describe(schema);
  auto write = [member](std::string& out, const View& view) {
    const Declared& value = view.*member;
    if constexpr (Held<Declared>::may_be_absent) {
      if (!value) return false;
      Member<Value>::write(out, *value);
    } else {
      Member<Value>::write(out, value);
    }
    return true;
  };
  return {
      note_field(name, !Held<Declared>::may_be_absent, std::move(schema), description, std::move(example)),
      write};
}

/// A field that holds objects of another shape.
template <class View, class Item>
AnswerField<View> list(std::string_view name, std::vector<Item> View::* member, AnswerShape<Item> shape,
                       std::string_view description) {
  boost::json::object schema{{"type", "array"}, {"items", shape.schema()}};
  boost::json::array example{shape.example()};
  auto write = [member, shape = std::move(shape)](std::string& out, const View& view) {
    char before = '[';
    for (const Item& item : view.*member) {
      out += before;
      shape.write(out, item);
      before = ',';
    }
    if (before == '[') out += before;
    out += ']';
    return true;
  };
  return {note_field(name, true, std::move(schema), description, std::move(example)), std::move(write)};
}

/// The shape of an answer. `name` names it in the OpenAPI document.
template <class View, std::same_as<AnswerField<View>>... Fields>
AnswerShape<View> answer(std::string name, Fields... fields) {
  std::vector<AnswerField<View>> all;
  all.reserve(sizeof...(fields));
  (all.push_back(std::move(fields)), ...);
  return AnswerShape<View>(std::move(name), std::move(all));
}

}  // namespace gatehouse::http
