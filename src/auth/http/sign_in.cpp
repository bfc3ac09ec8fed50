#include "auth/http/sign_in.hpp"

#include "auth/domain/errors.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::optional<std::string> nickname;
  std::optional<std::string> email;
  http::SecretText password;
};

struct View {
  std::string access_token;
  std::string token_type = "Bearer";
  std::int64_t expires_in = 0;
  std::int64_t user_id = 0;
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

http::AnswerShape<View> tokens() {
  return http::answer<View>(
      "Tokens",
      http::field("access_token", &View::access_token, "A JWT (RFC 9068) to send as a Bearer token",
                  "eyJ0eXAiOi…"),
      http::field("token_type", &View::token_type, "Always `Bearer`", "Bearer"),
      http::field("expires_in", &View::expires_in, "Seconds until the access token expires", 900),
      http::field("user_id", &View::user_id, "Whose token it is", 1));
}

}  // namespace

http::Endpoint sign_in(SignIn& use_case) {
  return http::post("/api/user/v1/signin")
      .id("signIn")
      .tag("auth")
      .summary("Sign in")
      .describe(
          "Gives an access token for a password and a nickname or a proven e-mail address. An unknown "
          "account and a "
          "wrong password, also one that could be nobody's, are refused alike.")
      .lane(http::LaneName::hashing)
      .takes(body())
      .answers(200, "Signed in", tokens())
      .refuses({invalid_credentials})
      .handle([&use_case](const http::Call<Body>& call) -> Result<View> {
        const auto outcome = call.body.nickname
                                 ? use_case.by_nickname(*call.body.nickname, call.body.password.view())
                                 : use_case.by_email(call.body.email.value(), call.body.password.view());
        if (!outcome) return std::unexpected(outcome.error());
        View view;
        view.access_token = outcome->token.text;
        view.expires_in = outcome->token.expires_in.count();
        view.user_id = outcome->user.value;
        return view;
      });
}

}  // namespace gatehouse::auth::api
