#include "server/wiring/user_context.hpp"

#include "user/http/delete_account.hpp"
#include "user/http/sign_up.hpp"
#include "user/http/update_account.hpp"
#include "user/http/view_account.hpp"
#include "user/http/view_activity.hpp"

namespace gatehouse::server {

void UserContext::serve(http::Router& router) {
  router.add(user::api::sign_up(sign_up_, password_policy_));
  router.add(user::api::view_account(view_account_));
  router.add(user::api::view_activity(view_activity_));
  router.add(user::api::update_account(update_account_, password_policy_));
  router.add(user::api::delete_account(delete_account_));
}

}  // namespace gatehouse::server
