#pragma once

// What the connection refuses by itself, before any endpoint is asked. All texts are constants.

#include <string_view>

namespace gatehouse::http {

struct Refusal {
  int status;
  std::string_view code;
  std::string_view detail;

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// A request that other software might read differently, so that nothing after it can be trusted either.
constexpr Refusal bad_request(std::string_view detail) { return {400, "bad_request", detail}; }

inline constexpr Refusal request_timeout{408, "request_timeout", "The request did not arrive in time"};
inline constexpr Refusal body_too_large{413, "body_too_large", "The body is larger than this endpoint takes"};
inline constexpr Refusal uri_too_long{414, "uri_too_long", "The request target is too long"};
inline constexpr Refusal expectation_failed{417, "expectation_failed",
                                            "Only Expect: 100-continue can be met"};
inline constexpr Refusal header_too_large{431, "header_too_large", "The header section is too large"};
inline constexpr Refusal internal_error{500, "internal_error", "Something went wrong on our side"};
inline constexpr Refusal method_unknown{501, "not_implemented", "The method is not known here"};
inline constexpr Refusal overloaded{503, "overloaded", "The server is busy; try again shortly"};
inline constexpr Refusal unavailable{503, "unavailable",
                                     "A part that this request needs is down; try again shortly"};
inline constexpr Refusal version_unknown{505, "version_not_supported",
                                         "HTTP/1.1 and HTTP/1.0 are spoken here"};

}  // namespace gatehouse::http
