#include "user/http/update_account.hpp"

#include "platform/http/rules.hpp"
#include "user/domain/errors.hpp"
#include "user/http/user_view.hpp"
#include "user/http/value_rules.hpp"

namespace gatehouse::user::api {
namespace {

struct Body {
  std::optional<std::string> nickname;
  std::optional<std::string> email;
  std::optional<http::SecretText> new_password;
  std::optional<http::SecretText> current_password;
};

http::BodyShape<Body> update_body(const PasswordPolicy& policy) {
  return http::object<Body>(
             "UpdateAccountRequest",
             http::optional("nickname", &Body::nickname, NicknameRule{}, "The new name", "kim"),
             http::optional("email", &Body::email, EmailRule{}, "The new address", "kim@new.example"),
             http::optional("new_password", &Body::new_password, NewPasswordRule{&policy}, "The new password",
                            "another horse battery"),
             http::optional("current_password", &Body::current_password, http::Anything{},
                            "The present password; `incorrect` where it is not", "correct horse battery"))
      .with_rule(http::Needs{"email", "current_password"})
      .with_rule(http::Needs{"new_password", "current_password"})
      .with_note(
          "What equals the present value is `unchanged`; a password made of old or new names, or of "
          "words of this service, is `too_common`.");
}

AccountForm form_of(const Body& body) {
  const auto view = [](const http::SecretText& secret) { return secret.view(); };
  return {.nickname = body.nickname,
          .email = body.email,
          .new_password = body.new_password.transform(view),
          .current_password = body.current_password.transform(view)};
}

}  // namespace

http::Endpoint update_account(UpdateAccount& use_case, const PasswordPolicy& policy) {
  return http::put(account_path)
      .id("updateAccount")
      .tag("user")
      .summary("Change the own account")
      .describe(
          "Changes what is given, all of it or nothing. A new address is `pending_email` until the code that "
          "is sent to "
          "it is proven (PUT /api/auth/v1); asked for again, the code is sent again. A change of address or "
          "password is "
          "told to the address of before. A new password without a new address gives up a pending one: its "
          "code is worth nothing any more.")
      .lane(http::LaneName::write)
      .lane_where_body_says("current_password", http::LaneName::hashing)
      .owner()
      .takes(update_body(policy))
      .passes_faults()
      .answers(200, "The account as it is now", user_shape())
      .refuses({no_changes, nickname_taken, too_many_requests})
      .handle([&use_case](const http::Call<Body>& call) -> Result<UserView> {
        const auto owner = Owner::of(UserId{call.path_id()}, call.user(), call.session());
        if (!owner) return std::unexpected(owner.error());
        Result<User> user = use_case(*owner, form_of(call.body), call.origin(), call.faults);
        if (!user) return std::unexpected(std::move(user.error()));
        return view_of(std::move(*user));
      });
}

}  // namespace gatehouse::user::api
