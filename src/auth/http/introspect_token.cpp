#include "auth/http/introspect_token.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/token_request.hpp"

namespace gatehouse::auth::api {
namespace {

http::AnswerShape<Introspection> shape() {
  using http::field;
  return http::answer<Introspection>(
      "Introspection", field("active", &Introspection::active, "Whether the token is good now", true),
      field("token_type", &Introspection::token_type, "Of an access token", "Bearer"),
      field("client_id", &Introspection::client_id, "Of an access token", "gatehouse"),
      field("iss", &Introspection::issuer, "Of an access token", "https://id.example.com"),
      field("aud", &Introspection::audience, "Of an access token", "gatehouse"),
      field("jti", &Introspection::id, "Of an access token", "n4bQgYhMfWWaLqgxVrQFaO"),
      field("iat", &Introspection::issued_at, "Of an access token, in seconds since 1970", 1'795'339'800),
      field("sid", &Introspection::session, "The session", "0Nq4cZ1i3rTz7w2bL9mXyA"),
      field("sub", &Introspection::subject, "The user, as text", "17"),
      field("exp", &Introspection::expires_at, "When it expires if nothing ends it, in seconds since 1970",
            1'795'340'700));
}

}  // namespace

http::Endpoint introspect_token(IdentifyClient& identify, IntrospectToken& use_case) {
  return http::post("/oauth/introspect")
      .id("introspectToken")
      .tag("auth")
      .summary("Ask about a token (RFC 7662)")
      .describe(
          "For registered clients (`gatehouse clients add`). Tells what an access or a refresh token says, "
          "and "
          "whether it is good at this moment: not expired, and neither its session nor its user has ended. "
          "Of "
          "any other text it says `{\"active\":false}` and no more. Asking changes nothing: a refresh token "
          "is not used up by it.")
      .lane(http::LaneName::data)
      .basic()
      .oauth_errors()
      .takes_form(token_request("IntrospectionRequest"))
      .passes_faults()
      .answers_bare(200, "What is known of the token", shape())
      .refuses({invalid_client, too_many_requests})
      .handle([&identify, &use_case](const http::Call<TokenRequest>& call) -> Result<Introspection> {
        if (auto admitted = admit(identify, call); !admitted) return std::unexpected(admitted.error());
        return use_case(call.body.token.view());
      });
}

}  // namespace gatehouse::auth::api
