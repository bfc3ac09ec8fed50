#pragma once

// A value, or the refusal in its place.

#include <algorithm>
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

/// `return refuse_for(wait);` for whoever asks too often.
inline std::unexpected<Error> refuse_for(std::chrono::seconds wait) {
  return std::unexpected(Error{too_many_requests, {}, {}, std::max(wait, std::chrono::seconds{1})});
}

}  // namespace gatehouse
