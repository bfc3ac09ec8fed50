#include "auth/http/token_request.hpp"

#include "auth/domain/errors.hpp"
#include "platform/http/basic.hpp"

namespace gatehouse::auth::api {

http::BodyShape<TokenRequest> token_request(std::string name) {
  return http::object<TokenRequest>(
             std::move(name),
             http::required("token", &TokenRequest::token, http::Anything{}, "An access or a refresh token",
                            "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiIs…"),
             http::optional("token_type_hint", &TokenRequest::token_type_hint, http::Anything{},
                            "Taken, and not needed", "access_token"))
      .ignoring_unknown();
}

Result<void> admit(IdentifyClient& identify, const http::Call<TokenRequest>& call) {
  const auto client = http::basic_credentials(call.request);
  if (!client) return refuse(invalid_client);
  if (auto known = identify(client->id, client->secret.view(), call.origin().address); !known) return known;
  if (!call.faults.empty()) return refuse(call.faults);
  return {};
}

}  // namespace gatehouse::auth::api
