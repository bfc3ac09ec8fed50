#include "user/http/delete_account.hpp"

#include "platform/http/rules.hpp"
#include "user/http/user_view.hpp"

namespace gatehouse::user::api {
namespace {

struct Body {
  std::optional<http::SecretText> current_password;
};

http::BodyShape<Body> delete_body() {
  return http::object<Body>(
      "DeleteAccountRequest",
      http::required("current_password", &Body::current_password, http::Anything{},
                     "The present password; `incorrect` where it is not", "correct horse battery"));
}

}  // namespace

http::Endpoint delete_account(DeleteAccount& use_case) {
  return http::delete_(account_path)
      .id("deleteAccount")
      .tag("user")
      .summary("Delete the own account")
      .describe(
          "Erases the account. Its tokens are refused from then on, the nickname is free again, and the id "
          "is never given "
          "to anybody else.")
      .lane(http::LaneName::hashing)
      .owner()
      .takes(delete_body())
      .passes_faults()
      .answers(204, "The account is gone")
      .refuses({too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<void> {
        const auto owner = Owner::of(UserId{call.path_id()}, call.user(), call.session());
        if (!owner) return std::unexpected(owner.error());
        const auto& password = call.body.current_password;
        return use_case(*owner, password ? std::optional(password->view()) : std::nullopt, call.origin(),
                        call.faults);
      });
}

}  // namespace gatehouse::user::api
