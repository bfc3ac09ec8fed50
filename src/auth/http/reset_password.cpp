#include "auth/http/reset_password.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/request_password_reset.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::string reset_id;
  std::string verify_code;
  http::SecretText new_password;
};

struct View {
  bool is_reset = true;
};

/// What nobody may have as a password is told before anything is spent.
struct PasswordRule {
  const ResetPassword* use_case;

  std::optional<http::RuleFault> check(const http::SecretText& typed) const {
    auto fault = use_case->fault_of(typed.view());
    if (!fault) return std::nullopt;
    return http::RuleFault{std::move(fault->code), std::move(fault->detail)};
  }
  static void describe(boost::json::object& schema) {
    http::add_description(schema, "By the rules of a password at sign-up.");
  }
};

http::BodyShape<Body> body(const ResetPassword& use_case) {
  return http::object<Body>("PasswordReset",
                            http::required("reset_id", &Body::reset_id, http::Anything{},
                                           "As the request for the code was answered",
                                           "Yr2vLkW4sPq7uEo0nXcT1bHd9aMfGj5ZiRl3wKvB8tA"),
                            http::required("verify_code", &Body::verify_code, http::Anything{},
                                           "The six digits of the code", "042137"),
                            http::required("new_password", &Body::new_password, PasswordRule{&use_case},
                                           "The new password", "another horse battery"))
      .with_note("A password that is refused leaves the code good.");
}

http::AnswerShape<View> done() {
  return http::answer<View>("PasswordIsReset", http::field("is_reset", &View::is_reset, "Always true", true));
}

}  // namespace

http::Endpoint reset_password(ResetPassword& use_case) {
  return http::put(password_reset_path)
      .id("resetPassword")
      .tag("auth")
      .summary("Reset a password")
      .describe(
          "Sets a new password, ends all sessions of the account, and tells its address. A handle or a code "
          "that is "
          "wrong, misshapen, expired, used, exhausted or never issued is refused alike. A code is worth "
          "nothing any "
          "more once the password or the address has become another one.")
      .lane(http::LaneName::hashing)
      .takes(body(use_case))
      .answers(200, "The new password signs in", done())
      .refuses({too_many_requests})
      .refuses_with(verification_failed, {{"is_reset", false}})
      .handle([&use_case](const http::Call<Body>& call) -> Result<View> {
        const ResetForm form{call.body.reset_id, call.body.verify_code, call.body.new_password.view()};
        auto outcome = use_case(form, call.origin());
        if (!outcome) return std::unexpected(std::move(outcome.error()));
        return View{};
      });
}

}  // namespace gatehouse::auth::api
