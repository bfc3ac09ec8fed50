#include "auth/http/request_verification.hpp"

#include "auth/http/named_user.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::optional<std::int64_t> user_id;
  std::string email;
};

struct View {
  std::int64_t expires_in = VerificationCode::lifetime.count();
};

/// As the use case has it, told together with the faults of other fields.
struct AddressRule {
  const RequestVerification* use_case;

  std::optional<http::RuleFault> check(const std::string& typed) const {
    if (use_case->takes(typed)) return std::nullopt;
    return http::RuleFault{"invalid_format", "This is not an e-mail address."};
  }
  static void describe(boost::json::object& schema) { schema["format"] = "idn-email"; }
};

http::BodyShape<Body> body(const RequestVerification& use_case) {
  return http::object<Body>(
             "VerificationRequest",
             http::optional("user_id", &Body::user_id, http::Id{}, "The account that holds the address", 1),
             http::required("email", &Body::email, AddressRule{&use_case}, "The address to prove",
                            "kim@example.com"))
      .with_rule(user_id_sentence, [](const Body&, const http::Present& present, FieldFaults& faults) {
        demand_user_id(present, faults);
      });
}

http::AnswerShape<View> started() {
  return http::answer<View>("VerificationStarted", http::field("expires_in", &View::expires_in,
                                                               "Seconds for which a code is good", 180));
}

}  // namespace

http::Endpoint request_verification(RequestVerification& use_case) {
  return http::post("/api/auth/v1")
      .id("requestVerification")
      .tag("auth")
      .summary("Send a verification code")
      .describe(
          "Sends a code of six digits to an address that the account holds unproven; it is good for three "
          "minutes and "
          "five attempts, and replaces an older one. The answer is the same whether or not there is such an "
          "account: one request a minute and ten a day for each address, together with those for a password "
          "reset.")
      .bearer(http::Authentication::optional)
      .takes(body(use_case))
      .answers(202, "Accepted", started())
      .refuses({http::forbidden, too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<View> {
        const auto user = named_user(call.principal, call.body.user_id);
        if (!user) return std::unexpected(user.error());
        const auto outcome = use_case(*user, call.body.email, call.origin());
        if (!outcome) return std::unexpected(outcome.error());
        return View{};
      });
}

}  // namespace gatehouse::auth::api
