#include "auth/http/sign_in.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/device_token.hpp"
#include "auth/http/tokens_view.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::optional<std::string> nickname;
  std::optional<std::string> email;
  http::SecretText password;
};

http::BodyShape<Body> body() {
  return http::object<Body>("SignInRequest",
                            http::optional("nickname", &Body::nickname, http::Anything{},
                                           "The nickname, in any case", "kim"),
                            http::optional("email", &Body::email, http::Anything{},
                                           "An address that the account has proven", "kim@example.com"),
                            http::required("password", &Body::password, http::Anything{}, "The password",
                                           "correct horse battery"))
      .with_rule(http::ExactlyOneOf{"nickname", "email"})
      .example_without("email");
}

Visitor visitor_of(const http::Call<Body>& call) {
  return {.origin = call.origin(), .device_token = device_token_of(call.request)};
}

}  // namespace

http::Endpoint sign_in(SignIn& use_case) {
  return http::post("/api/user/v1/signin")
      .id("signIn")
      .tag("auth")
      .summary("Sign in")
      .describe(
          "Opens a session for a password and a nickname or a proven e-mail address. An unknown account and "
          "a "
          "wrong password, also one that could be nobody's, are refused alike. Of more than 50 sessions of "
          "one "
          "user the oldest ends.")
      .lane(http::LaneName::hashing)
      .takes(body())
      .takes_header(
          "X-Device-Token",
          "The `device_token` of an earlier sign-in from the same device: its attempts are counted by "
          "themselves, whatever others do to the account. A page may keep it in the cookie "
          "`gatehouse_device` instead")
      .answers(200, "Signed in", signed_in_shape())
      .refuses({invalid_credentials, too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<TokensView> {
        const Visitor visitor = visitor_of(call);
        auto outcome = call.body.nickname
                           ? use_case.by_nickname(*call.body.nickname, call.body.password.view(), visitor)
                           : use_case.by_email(call.body.email.value(), call.body.password.view(), visitor);
        if (!outcome) return std::unexpected(outcome.error());
        TokensView view = view_of(std::move(outcome->tokens));
        view.device_token = std::move(outcome->device_token);
        return view;
      });
}

}  // namespace gatehouse::auth::api
