#pragma once

// The plain rules, which know nothing of anybody's domain.

#include <cstddef>
#include <cstdint>

#include "platform/http/rule.hpp"

namespace gatehouse::http {

/// Text of `min` to `max` code points.
struct Text {
  std::size_t min = 0;
  std::size_t max = 0;

  std::optional<RuleFault> check(const std::string& text) const;
  void describe(boost::json::object& schema) const;
};

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

/// Exactly one of the fields is present: none is `missing` for each, more than one `conflicting` for each
/// present.
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
