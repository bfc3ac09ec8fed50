#pragma once

// A rule of one field, or of several together. It both accepts values and describes itself to the document,
// or it does not compile: what is checked and what is told cannot drift apart.

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "kernel/error.hpp"

namespace gatehouse::http {

/// Why a value is refused: a stable code (`too_short`) and a sentence for a person.
struct RuleFault {
  std::string code;
  std::string detail;
};

/// `describe` adds the rule's words to the JSON Schema of the field (`minLength`, `description`, …).
template <class R, class Value>
concept Rule = requires(const R& rule, const Value& value, boost::json::object& schema) {
  { rule.check(value) } -> std::same_as<std::optional<RuleFault>>;
  { rule.describe(schema) } -> std::same_as<void>;
};

/// Which fields of a body hold something, and whether it is sound. `null` is the same as absent.
class Present {
 public:
  explicit Present(bool authenticated = false) : authenticated_(authenticated) {}

  bool has(std::string_view field) const { return find(field) != nullptr; }
  bool sound(std::string_view field) const {
    const Entry* entry = find(field);
    return entry != nullptr && entry->sound;
  }
  bool any() const { return !entries_.empty(); }

  /// A Bearer token names the user.
  bool authenticated() const { return authenticated_; }

  /// `field` must outlive this.
  void add(std::string_view field, bool sound) { entries_.push_back({field, sound}); }

 private:
  struct Entry {
    std::string_view field;
    bool sound;
  };
  const Entry* find(std::string_view field) const {
    for (const Entry& entry : entries_) {
      if (entry.field == field) return &entry;
    }
    return nullptr;
  }

  std::vector<Entry> entries_;
  bool authenticated_;
};

/// A rule of several fields together. `check` runs even where single fields are absent or faulty, so that all
/// faults are told at once; a fault of a field that has one already is dropped.
template <class R, class Body>
concept BodyRule = requires(const R& rule, const Body& body, const Present& present, FieldFaults& faults,
                            boost::json::object& schema) {
  { rule.check(body, present, faults) } -> std::same_as<void>;
  { rule.describe(schema) } -> std::same_as<void>;
};

/// Adds a sentence to the description of a schema.
void add_description(boost::json::object& schema, std::string_view sentence);

}  // namespace gatehouse::http
