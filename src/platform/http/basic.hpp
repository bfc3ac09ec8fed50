#pragma once

// The credentials of a registered client: `Authorization: Basic` as RFC 7617 has it, in UTF-8, with id and
// secret encoded as OAuth wants them (RFC 6749, 2.3.1).

#include <optional>
#include <string>

#include "platform/http/exchange.hpp"
#include "platform/http/shape_secret.hpp"

namespace gatehouse::http {

inline constexpr std::size_t max_basic_length = 2 * 1024;

/// What a 401 of an endpoint for registered clients asks for.
inline constexpr std::string_view basic_challenge = R"(Basic realm="gatehouse", charset="UTF-8")";

struct BasicCredentials {
  std::string id;
  SecretText secret;
};

/// Nothing where there are none, where the header is repeated or of another scheme, or where anything in it
/// is not as it should be: base64 that is not canonical, no colon, no id, a control character, no UTF-8.
std::optional<BasicCredentials> basic_credentials(const Request& request);

}  // namespace gatehouse::http
