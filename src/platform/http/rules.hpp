#pragma once

// The plain rules, which know nothing of anybody's domain.

#include <cstdint>

#include "platform/http/rule.hpp"

namespace gatehouse::http {

/// Any value of the member's type: for flags, and for texts whose rule would tell more than it should (a
/// wrong code is wrong whatever its shape).
struct Anything {
  template <class Value>
  std::optional<RuleFault> check(const Value&) const {
    return std::nullopt;
  }
  void describe(boost::json::object&) const {}
};

/// An id: 1 to 2^53-1.
struct Id {
  std::optional<RuleFault> check(std::int64_t id) const;
  void describe(boost::json::object& schema) const;
};

/// An integer of a range, both ends included; others are `invalid_format`.
struct Between {
  std::int64_t least;
  std::int64_t most;

  std::optional<RuleFault> check(std::int64_t value) const;
  void describe(boost::json::object& schema) const;
};

/// A text of ours that clients hand back as they got it: so many characters of the base64url alphabet.
struct Opaque {
  std::size_t most;

  std::optional<RuleFault> check(const std::string& text) const;
  void describe(boost::json::object& schema) const;
};

/// Exactly one of the fields is present. With none the first is `missing`, lest a client be asked for all;
/// with more, those after the first are `conflicting`.
class ExactlyOneOf {
 public:
  ExactlyOneOf(std::initializer_list<std::string_view> fields) : fields_(fields.begin(), fields.end()) {}

  template <class Body>
  void check(const Body&, const Present& present, FieldFaults& faults) const {
    check_present(present, faults);
  }
  void describe(boost::json::object& schema) const;

 private:
  void check_present(const Present& present, FieldFaults& faults) const;
  std::string names() const;

  std::vector<std::string> fields_;
};

/// Where `field` is present, `needed` must be too: it is `missing` otherwise.
struct Needs {
  std::string field;
  std::string needed;

  template <class Body>
  void check(const Body&, const Present& present, FieldFaults& faults) const {
    check_present(present, faults);
  }
  void describe(boost::json::object& schema) const;

 private:
  void check_present(const Present& present, FieldFaults& faults) const;
};

}  // namespace gatehouse::http
