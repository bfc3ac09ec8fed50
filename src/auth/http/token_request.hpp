#pragma once

// What introspection (RFC 7662) and revocation (RFC 7009) are asked with: a form that holds a token, by a
// registered client that says who it is.

#include <optional>
#include <string>

#include "auth/app/identify_client.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

struct TokenRequest {
  http::SecretText token;
  std::optional<std::string> token_type_hint;
};

/// The hint is taken and not needed: tokens are known by their form. Other parameters are left alone, as
/// OAuth wants it.
http::BodyShape<TokenRequest> token_request(std::string name);

/// Who asks comes before what is asked: faults of the form are told to registered clients alone. To be called
/// first by a handler whose endpoint passes faults.
Result<void> admit(IdentifyClient& identify, const http::Call<TokenRequest>& call);

}  // namespace gatehouse::auth::api
