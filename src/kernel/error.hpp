#pragma once

// How a refusal is told: a fault that says whose problem it is, a stable code that clients switch on, and,
// where a body was at fault, one entry for each faulty field. Refusals are values; exceptions are left to
// bugs and dead machines.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Whose problem a refusal is. `platform/http` maps each to one status; nothing else does.
enum class Fault {
  malformed,        // 400: the request cannot be read
  unauthenticated,  // 401: who is asking is not known
  forbidden,        // 403: who is asking may not
  not_found,        // 404
  conflict,         // 409: it disagrees with what is on file
  unprocessable,    // 422: it can be read, and breaks a rule
  too_many,         // 429: it came too soon, or once too often
  unavailable,      // 503: not now; try again
};

/// A refusal by its stable snake_case name. Each context lists its own as constants, so that the title stands
/// once.
struct ErrorCode {
  Fault fault;
  std::string_view code;
  std::string_view title;

  friend bool operator==(const ErrorCode& a, const ErrorCode& b) { return a.code == b.code; }
};

/// One faulty field of a request: its name as the client wrote it, a stable code, and a sentence for a
/// person.
struct FieldFault {
  std::string field;
  std::string code;
  std::string detail;

  friend bool operator==(const FieldFault&, const FieldFault&) = default;
};

using FieldFaults = std::vector<FieldFault>;

struct Error {
  ErrorCode code;
  std::string detail{};
  FieldFaults fields{};
  std::chrono::seconds retry_after{1};  // for `too_many`: when asking again can do any good
};

/// The refusal of a well-formed body that breaks rules of its fields: every faulty field is listed at once.
inline constexpr ErrorCode invalid_request{Fault::unprocessable, "invalid_request",
                                           "The request breaks a rule"};

/// The refusal of whoever asks too often. Which limit it was is not told.
inline constexpr ErrorCode too_many_requests{Fault::too_many, "too_many_requests", "Too many requests"};

}  // namespace gatehouse
