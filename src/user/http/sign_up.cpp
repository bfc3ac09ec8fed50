#include "user/http/sign_up.hpp"

#include <algorithm>

#include "platform/http/accept_language.hpp"
#include "user/domain/errors.hpp"
#include "user/http/user_view.hpp"
#include "user/http/value_rules.hpp"

namespace gatehouse::user::api {
namespace {

struct Body {
  std::string email;
  http::SecretText password;
  std::string nickname;
};

/// Here as well as in the use case, so that it is told together with the faults of other fields.
auto not_of_own_names(const PasswordPolicy& policy) {
  return [&policy](const Body& body, const http::Present& present, FieldFaults& faults) {
    if (!present.sound("password")) return;
    const auto password = Password::parse(body.password.view());
    const auto fault = policy.fault_of(*password, {body.nickname, body.email});
    if (fault) faults.push_back({"password", std::string(fault->code), fault->detail});
  };
}

/// A field that is sent in several lines counts by its first.
Language wanted_language(const http::Request& request) {
  const auto field = std::ranges::find(request.headers, "accept-language", &http::Headers::value_type::first);
  if (field == request.headers.end()) return Language{};
  const auto name = http::preferred_language(field->second, language_names);
  return static_cast<Language>(std::ranges::find(language_names, name) - language_names.begin());
}

http::BodyShape<Body> sign_up_body(const PasswordPolicy& policy) {
  return http::object<Body>(
             "SignUpRequest",
             http::required("email", &Body::email, EmailRule{}, "An address to send a code to",
                            "kim@example.com"),
             http::required("password", &Body::password, NewPasswordRule{&policy},
                            "Kept as an Argon2id hash only", "correct horse battery"),
             http::required("nickname", &Body::nickname, NicknameRule{}, "The name to be known by", "kim"))
      .with_rule("A password made of the `nickname`, the `email` or words of this service is `too_common`.",
                 not_of_own_names(policy));
}

}  // namespace

http::Endpoint sign_up(SignUp& use_case, const PasswordPolicy& policy) {
  return http::post("/api/user/v1/signup")
      .id("signUp")
      .tag("user")
      .summary("Sign up")
      .describe(
          "Makes an account and sends a code to its address, which PUT /api/auth/v1 takes as the proof. "
          "Whether the "
          "address has an account already is not told: several accounts may hold an unproven one, and the "
          "first to "
          "prove it has it. Mail is written in English or Korean, as `Accept-Language` prefers.")
      .lane(http::LaneName::hashing)
      .takes(sign_up_body(policy))
      .answers(201, "The account", user_shape())
      .answers_header("Location", "Where the account is")
      .refuses({nickname_taken, too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<http::Answer<UserView>> {
        const Body& body = call.body;
        Result<User> user = use_case({.nickname = body.nickname,
                                      .email = body.email,
                                      .password = body.password.view(),
                                      .language = wanted_language(call.request)},
                                     call.origin());
        if (!user) return std::unexpected(std::move(user.error()));
        http::Answer<UserView> answer{view_of(std::move(*user))};
        answer.headers.emplace_back("Location", "/api/user/v1/user/" + std::to_string(answer.view.user_id));
        return answer;
      });
}

}  // namespace gatehouse::user::api
