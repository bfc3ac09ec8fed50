#pragma once

// Who is asking: the Authorization header read as RFC 6750 has it, and the one who can tell whose token it
// is.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/ids.hpp"
#include "kernel/result.hpp"
#include "platform/http/exchange.hpp"

namespace gatehouse::http {

inline constexpr std::size_t max_token_length = 8 * 1024;

inline constexpr ErrorCode invalid_token{Fault::unauthenticated, "invalid_token",
                                         "A valid access token is needed here"};
inline constexpr ErrorCode forbidden{Fault::forbidden, "forbidden", "This is not yours"};

/// The user that a token names.
struct Principal {
  UserId user;
  std::string client_id;
  std::int64_t issued_at = 0;               // seconds since 1970
  std::optional<std::string> session = {};  // `sid`
};

/// Thread-safe; called on the endpoint's lane. Refuses with `invalid_token`; throws `Unavailable`.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual Result<Principal> authenticate(std::string_view token) = 0;
};

enum class Authentication {
  none,      // the Authorization header is ignored
  optional,  // a token may be there; one that is no good is refused all the same
  required,
};

/// The principal of `request`; nothing where it has no token and needs none.
Result<std::optional<Principal>> authenticate(const Request& request, Authentication wanted,
                                              Authenticator& authenticator);

/// The value of WWW-Authenticate for a 401: it names an error only where credentials were given.
std::string challenge(const Request& request);

}  // namespace gatehouse::http
