#pragma once

// A value, or the refusal in its place.

#include <expected>
#include <utility>

#include "kernel/error.hpp"

namespace gatehouse {

template <class T>
using Result = std::expected<T, Error>;

/// `return refuse(nickname_taken);`
inline std::unexpected<Error> refuse(ErrorCode code, std::string detail = {}) {
  return std::unexpected(Error{code, std::move(detail), {}});
}

/// `return refuse(faults);` for a body whose fields break rules.
inline std::unexpected<Error> refuse(FieldFaults faults) {
  return std::unexpected(Error{invalid_request, {}, std::move(faults)});
}

}  // namespace gatehouse
