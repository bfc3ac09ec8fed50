#include "auth/http/refresh_session.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/tokens_view.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  http::SecretText refresh_token;
};

http::BodyShape<Body> body() {
  return http::object<Body>("RefreshRequest",
                            http::required("refresh_token", &Body::refresh_token, http::Anything{},
                                           "As the last sign-in or refresh gave it", "q83vEjRWeJ…"));
}

}  // namespace

http::Endpoint refresh_session(RefreshSession& use_case) {
  return http::post("/api/auth/v1/token/refresh")
      .id("refreshSession")
      .tag("auth")
      .summary("Refresh the tokens of a session")
      .describe(
          "Gives a new access token, and the refresh token that takes the place of this one. Sent again "
          "within "
          "the grace (10 seconds unless configured), as after a reply that was lost, this one is answered "
          "with "
          "the same two. Sent later it counts as stolen: the session ends, and its user is told. A token "
          "that is "
          "malformed, unknown, older or of a session that has ended is refused alike.")
      .lane(http::LaneName::data)
      .takes(body())
      .answers(200, "The next tokens", tokens_shape())
      .refuses({invalid_grant})
      .handle([&use_case](const http::Call<Body>& call) -> Result<TokensView> {
        auto outcome = use_case(call.body.refresh_token.view(), call.origin());
        if (!outcome) return std::unexpected(outcome.error());
        return view_of(std::move(*outcome));
      });
}

}  // namespace gatehouse::auth::api
