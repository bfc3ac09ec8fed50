#pragma once

// The part of an address behind the `@`, which may be typed in any script and is kept in the one form that
// DNS knows.

#include <expected>
#include <string>
#include <string_view>

#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

/// The host name in lower-case A-label form, of two labels or more. Names in Unicode are mapped by UTS 46
/// (nontransitional) and composed; an `xn--` label must be just what its Unicode form gives. Only `.` parts
/// labels.
std::expected<std::string, ValueFault> canonical_domain(std::string_view typed);

}  // namespace gatehouse::user
