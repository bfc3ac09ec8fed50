#include "auth/http/request_password_reset.hpp"

#include "auth/domain/recovery.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::string email;
};

struct View {
  std::string reset_id;
  std::int64_t expires_in = ResetCode::lifetime.count();
};

/// As the use case has it, told together with the faults of other fields.
struct AddressRule {
  const RequestPasswordReset* use_case;

  std::optional<http::RuleFault> check(const std::string& typed) const {
    if (use_case->takes(typed)) return std::nullopt;
    return http::RuleFault{"invalid_format", "This is not an e-mail address."};
  }
  static void describe(boost::json::object& schema) { schema["format"] = "idn-email"; }
};

http::BodyShape<Body> body(const RequestPasswordReset& use_case) {
  return http::object<Body>("PasswordResetRequest",
                            http::required("email", &Body::email, AddressRule{&use_case},
                                           "An address that the account has proven", "kim@example.com"));
}

http::AnswerShape<View> started() {
  return http::answer<View>(
      "PasswordResetStarted",
      http::field("reset_id", &View::reset_id, "Names this reset; whoever finishes it needs it and the code",
                  "Yr2vLkW4sPq7uEo0nXcT1bHd9aMfGj5ZiRl3wKvB8tA"),
      http::field("expires_in", &View::expires_in, "Seconds for which a code is good", 600));
}

}  // namespace

http::Endpoint request_password_reset(RequestPasswordReset& use_case) {
  return http::post(password_reset_path)
      .id("requestPasswordReset")
      .tag("auth")
      .summary("Send a code that resets a password")
      .describe(
          "Sends a code of six digits to the account that has proven the address; it is good for ten minutes "
          "and five "
          "attempts, together with the `reset_id` of this answer. The answer is the same whether or not "
          "there "
          "is such an "
          "account. Asking changes nothing: sessions, the password and codes that were asked for before stay "
          "good.")
      .takes(body(use_case))
      .answers(202, "Accepted", started())
      .refuses({too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<View> {
        auto handle = use_case(call.body.email, call.origin());
        if (!handle) return std::unexpected(std::move(handle.error()));
        return View{.reset_id = std::move(*handle)};
      });
}

}  // namespace gatehouse::auth::api
