#pragma once

// The shape of a request's body, declared once: it reads the body into a plain struct, tells every faulty
// field at once, and describes itself as JSON Schema.
//
//   struct SignUpBody { std::string email, nickname; };
//   const auto body = http::object<SignUpBody>("SignUpRequest",
//       http::required("email", &SignUpBody::email, EmailRule{}, "The address to prove", "kim@example.com"),
//       http::optional("nickname", …))           // the member is a std::optional
//     .with_rule(http::ExactlyOneOf{"nickname", "email"})
//     .with_rule("A sentence for the document.", [](const SignUpBody&, const http::Present&, FieldFaults&)
//     {…});

#include <functional>
#include <type_traits>

#include "kernel/function_ref.hpp"
#include "platform/http/form.hpp"
#include "platform/http/rule.hpp"
#include "platform/http/shape_member.hpp"
#include "platform/json/wipe.hpp"

namespace gatehouse::http {

template <class Body>
struct BodyField {
  FieldNote note;
  std::function<std::optional<RuleFault>(json::Value&, Body&)> read;
};

/// A body as it was read: what is faulty is told in `faults`, and may be empty or unsound in `body`.
/// `present` refers to the shape that read it.
template <class Body>
struct ReadBody {
  Body body{};
  Present present{};
  FieldFaults faults{};
};

inline constexpr std::size_t max_unknown_told = 50;

/// Reads the fields of one body in turn and gathers what is wrong with them.
class BodyReading {
 public:
  using ReadField = FunctionRef<std::optional<RuleFault>(json::Value&)>;

  /// `faults`: those of fields that could not even be told apart; their fields are not read.
  BodyReading(json::Members& members, bool authenticated, FieldFaults faults)
      : members_(members), present_(authenticated), faults_(std::move(faults)) {}

  void field(const FieldNote& note, ReadField read);
  /// Tells the first of them only, lest a small body make a large reply.
  void refuse_unknown(const std::vector<FieldNote>& known);

  /// For a rule of several fields: its faults are kept but for those of fields that have one already.
  void add(FieldFaults faults);

  const Present& present() const { return present_; }
  FieldFaults& faults() { return faults_; }

 private:
  bool is_faulty(std::string_view field) const;

  json::Members& members_;
  Present present_;
  FieldFaults faults_;
};

/// Gives each text the type that its field has, where it is written as one: a form and a query know texts
/// alone.
void type_texts(json::Members& members, const std::vector<FieldNote>& fields);

template <class Body>
class BodyShape {
 public:
  BodyShape(std::string name, std::vector<BodyField<Body>> fields) : name_(std::move(name)) {
    for (auto& field : fields) {
      readers_.push_back(std::move(field.read));
      notes_.push_back(std::move(field.note));
    }
    schema_ = describe_object(notes_, true);
    example_ = example_object(notes_);
  }

  template <BodyRule<Body> R>
  BodyShape&& with_rule(R rule) && {
    rule.describe(schema_);
    rules_.push_back([rule = std::move(rule)](const Body& body, const Present& present, FieldFaults& faults) {
      rule.check(body, present, faults);
    });
    return std::move(*this);
  }

  /// A rule of this body alone, and the sentence that tells it.
  template <class Check>
    requires std::is_invocable_v<const Check&, const Body&, const Present&, FieldFaults&>
  BodyShape&& with_rule(std::string_view sentence, Check check) && {
    add_description(schema_, sentence);
    rules_.push_back(std::move(check));
    return std::move(*this);
  }

  /// Keeps a field out of the example, where the rules do not let it stand beside the others.
  BodyShape&& example_without(std::string_view field) && {
    example_.erase(field);
    return std::move(*this);
  }

  /// A sentence of the document about what somebody else checks.
  BodyShape&& with_note(std::string_view sentence) && {
    add_description(schema_, sentence);
    return std::move(*this);
  }

  /// Leaves fields that it does not know alone, for protocols that demand it.
  BodyShape&& ignoring_unknown() && {
    ignores_unknown_ = true;
    schema_.erase("additionalProperties");
    return std::move(*this);
  }

  ReadBody<Body> read_form(Form form, bool authenticated = false) const {
    type_texts(form.members, notes_);
    return read(std::move(form.members), authenticated, std::move(form.faults));
  }

  /// What `members` say, with one fault for each faulty field. Wipes them: there may be secrets among them.
  ReadBody<Body> read(json::Members members, bool authenticated = false, FieldFaults known = {}) const {
    ReadBody<Body> outcome;
    BodyReading reading(members, authenticated, std::move(known));
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      reading.field(notes_[i], [&](json::Value& json) { return readers_[i](json, outcome.body); });
    }
    for (const auto& rule : rules_) {
      FieldFaults faults;
      rule(outcome.body, reading.present(), faults);
      reading.add(std::move(faults));
    }
    if (!ignores_unknown_) reading.refuse_unknown(notes_);
    json::wipe(members);
    outcome.present = reading.present();
    outcome.faults = std::move(reading.faults());
    return outcome;
  }

  const std::string& name() const { return name_; }
  const std::vector<FieldNote>& fields() const { return notes_; }
  const boost::json::object& schema() const { return schema_; }
  const boost::json::object& example() const { return example_; }

 private:
  std::string name_;
  std::vector<FieldNote> notes_;
  std::vector<std::function<std::optional<RuleFault>(json::Value&, Body&)>>
      readers_;  // of the notes, in their order
  boost::json::object schema_;
  boost::json::object example_;
  std::vector<std::function<void(const Body&, const Present&, FieldFaults&)>> rules_;
  bool ignores_unknown_ = false;
};

namespace detail {

template <class Body, class Declared, class R>
BodyField<Body> body_field(std::string_view name, Declared Body::* member, R rule, bool required,
                           std::string_view description, boost::json::value example) {
  using Value = typename Held<Declared>::Value;
  static_assert(Readable<Value>, "no body can hold a member of this type");
  static_assert(Rule<R, Value>, "a rule must both accept a value (check) and describe itself (describe)");
  boost::json::object schema;
  Member<Value>::describe(schema);
  rule.describe(schema);
  auto read = [member, rule = std::move(rule)](json::Value& json, Body& body) -> std::optional<RuleFault> {
    Value value{};
    if (!Member<Value>::read(json, value)) {
      return RuleFault{"invalid_type", "This must be " + std::string(Member<Value>::expected) + "."};
    }
    std::optional<RuleFault> fault = rule.check(value);
    body.*member = std::move(value);
    return fault;
  };
  return {note_field(name, required, std::move(schema), description, std::move(example)), std::move(read)};
}

}  // namespace detail

/// A field that must be there; absent or null it is `missing`.
template <class Body, class Declared, class R>
BodyField<Body> required(std::string_view name, Declared Body::* member, R rule, std::string_view description,
                         boost::json::value example) {
  return detail::body_field(name, member, std::move(rule), true, description, std::move(example));
}

/// A field that may be absent; null is the same as absent.
template <class Body, class Value, class R>
BodyField<Body> optional(std::string_view name, std::optional<Value> Body::* member, R rule,
                         std::string_view description, boost::json::value example) {
  return detail::body_field(name, member, std::move(rule), false, description, std::move(example));
}

/// The shape of a body; unknown fields are refused. `name` names it in the OpenAPI document.
template <class Body, std::same_as<BodyField<Body>>... Fields>
BodyShape<Body> object(std::string name, Fields... fields) {
  std::vector<BodyField<Body>> all;
  all.reserve(sizeof...(fields));
  (all.push_back(std::move(fields)), ...);
  return BodyShape<Body>(std::move(name), std::move(all));
}

}  // namespace gatehouse::http
