#include "auth/http/verify_address.hpp"

#include "auth/domain/errors.hpp"
#include "auth/http/named_user.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::optional<std::int64_t> user_id;
  std::string email;
  std::string verify_code;
};

struct View {
  bool is_verified = true;
};

http::BodyShape<Body> body() {
  return http::object<Body>(
             "VerifyRequest",
             http::optional("user_id", &Body::user_id, http::Id{}, "The account that holds the address", 1),
             http::required("email", &Body::email, http::Anything{}, "The address to prove",
                            "kim@example.com"),
             http::required("verify_code", &Body::verify_code, http::Anything{}, "The six digits of the code",
                            "042137"))
      .with_rule(user_id_sentence, [](const Body&, const http::Present& present, FieldFaults& faults) {
        demand_user_id(present, faults);
      });
}

http::AnswerShape<View> verified() {
  return http::answer<View>("Verified", http::field("is_verified", &View::is_verified, "Always true", true));
}

}  // namespace

http::Endpoint verify_address(VerifyAddress& use_case) {
  return http::put("/api/auth/v1")
      .id("verifyAddress")
      .tag("auth")
      .summary("Prove an address")
      .describe(
          "Holds a code against the one that was sent. A code or an address that is wrong, misshapen, "
          "expired, "
          "superseded, used, exhausted or never issued is refused alike.")
      .bearer(http::Authentication::optional)
      .takes(body())
      .answers(200, "The address is the account's own", verified())
      .refuses({http::forbidden, email_taken, too_many_requests})
      .refuses_with(verification_failed, {{"is_verified", false}})
      .handle([&use_case](const http::Call<Body>& call) -> Result<View> {
        const auto user = named_user(call.principal, call.body.user_id);
        if (!user) return std::unexpected(user.error());
        const auto outcome = use_case(*user, call.body.email, call.body.verify_code, call.origin());
        if (!outcome) return std::unexpected(outcome.error());
        return View{};
      });
}

}  // namespace gatehouse::auth::api
