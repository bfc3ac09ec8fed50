#include "auth/http/tokens_view.hpp"

#include <utility>

namespace gatehouse::auth::api {
namespace {

template <class... More>
http::AnswerShape<TokensView> shape(std::string name, More... more) {
  using View = TokensView;
  return http::answer<View>(
      std::move(name),
      http::field("access_token", &View::access_token, "A JWT (RFC 9068) to send as a Bearer token",
                  "eyJ0eXAiOi…"),
      http::field("token_type", &View::token_type, "Always `Bearer`", "Bearer"),
      http::field("expires_in", &View::expires_in, "Seconds until the access token expires", 900),
      http::field("refresh_token", &View::refresh_token,
                  "Good once, for the next tokens of the session; keep it like a password", "q83vEjRWeJ…"),
      http::field("refresh_expires_in", &View::refresh_expires_in,
                  "Seconds until the session is over, unless it is refreshed", 1'209'600),
      http::field("user_id", &View::user_id, "Whose tokens they are", 1),
      http::field("session_id", &View::session_id, "The session, which is the access token's `sid`",
                  "q83vEjRWeJCrze8SNFZ4kA"),
      std::move(more)...);
}

}  // namespace

TokensView view_of(IssuedTokens tokens) {
  return {.access_token = std::move(tokens.access_token),
          .expires_in = tokens.expires_in.count(),
          .refresh_token = std::move(tokens.refresh_token),
          .refresh_expires_in = tokens.refresh_expires_in.count(),
          .user_id = tokens.user.value,
          .session_id = std::move(tokens.session)};
}

http::AnswerShape<TokensView> tokens_shape() { return shape("Tokens"); }

http::AnswerShape<TokensView> signed_in_shape() {
  return shape(
      "SignedIn",
      http::field("device_token", &TokensView::device_token,
                  "To send as `X-Device-Token` with the next sign-in from this device, which then has "
                  "attempts of its own; grants nothing else",
                  "eyJkIjoi…"));
}

}  // namespace gatehouse::auth::api
