#include "user/http/view_account.hpp"

#include "user/http/user_view.hpp"

namespace gatehouse::user::api {

http::Endpoint view_account(ViewAccount& use_case) {
  return http::get(account_path)
      .id("viewAccount")
      .tag("user")
      .summary("View the own account")
      .describe("Another user's id is `forbidden`, whether that user exists or not.")
      .lane(http::LaneName::read)
      .owner()
      .answers(200, "The account", user_shape())
      .handle([&use_case](const http::Call<>& call) -> Result<UserView> {
        const auto owner = Owner::of(UserId{call.path_id()}, call.user(), call.session());
        if (!owner) return std::unexpected(owner.error());
        Result<User> user = use_case(*owner);
        if (!user) return std::unexpected(std::move(user.error()));
        return view_of(std::move(*user));
      });
}

}  // namespace gatehouse::user::api
