#include "auth/http/revoke_token.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/token_request.hpp"

namespace gatehouse::auth::api {

http::Endpoint revoke_token(IdentifyClient& identify, RevokeToken& use_case) {
  return http::post("/oauth/revoke")
      .id("revokeToken")
      .tag("auth")
      .summary("Revoke a token (RFC 7009)")
      .describe(
          "For registered clients (`gatehouse clients add`). Ends the session that an access or a refresh "
          "token "
          "belongs to: all tokens of it are no good from then on. The answer is the same where the token was "
          "unknown, expired or revoked before.")
      .lane(http::LaneName::data)
      .basic()
      .oauth_errors()
      .takes_form(token_request("RevocationRequest"))
      .passes_faults()
      .answers(200, "The token is no good any more")
      .refuses({invalid_client, too_many_requests})
      .handle([&identify, &use_case](const http::Call<TokenRequest>& call) -> Result<void> {
        if (auto admitted = admit(identify, call); !admitted) return admitted;
        use_case(call.body.token.view(), call.origin());
        return {};
      });
}

}  // namespace gatehouse::auth::api
