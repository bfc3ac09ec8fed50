#pragma once

// A password as it is hashed: normalised, so that two keyboards that write the same text give the same
// octets, whole, and wiped after its use.
//
// RFC 8265 OpaqueString, wider in one point: what emoji are made of is welcome, though PRECIS refuses some of
// it (the join controls, variation selectors, tags, and pictographs younger than the Unicode data here).

#include <cstddef>
#include <expected>
#include <string_view>

#include "user/domain/secret_string.hpp"
#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

class Password {
 public:
  static constexpr std::size_t min_length = 8;  // code points after normalisation
  static constexpr std::size_t max_length = 256;

  /// Its shape only: what may be chosen, password_policy.hpp tells.
  static std::expected<Password, ValueFault> parse(std::string_view typed);

  std::string_view view() const { return text_.view(); }

 private:
  explicit Password(std::string_view text) : text_(text) {}

  SecretString text_;
};

}  // namespace gatehouse::user
