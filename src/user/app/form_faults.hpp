#pragma once

// Gathers what is wrong with the fields of one request, so that all of it is told at once.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/error.hpp"
#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

class FormFaults {
 public:
  FormFaults() = default;
  /// Goes on with those that were found before.
  explicit FormFaults(FieldFaults found) : faults_(std::move(found)) {}

  /// The value of a field, or nothing and its fault noted.
  template <class Value>
  std::optional<Value> parse(std::string_view field, std::string_view typed) {
    auto value = Value::parse(typed);
    if (value) return std::move(*value);
    add(field, value.error());
    return std::nullopt;
  }

  /// A field that has a fault already keeps that one.
  void add(std::string_view field, ValueFault fault) {
    if (has(field)) return;
    faults_.push_back({std::string(field), std::string(fault.code), std::move(fault.detail)});
  }
  void add(std::string_view field, std::optional<ValueFault> fault) {
    if (fault) add(field, std::move(*fault));
  }

  bool has(std::string_view field) const {
    for (const FieldFault& fault : faults_) {
      if (fault.field == field) return true;
    }
    return false;
  }
  bool any() const { return !faults_.empty(); }
  FieldFaults take() { return std::move(faults_); }

 private:
  FieldFaults faults_;
};

}  // namespace gatehouse::user
