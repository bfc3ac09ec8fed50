#pragma once

// An account as its owner is shown it.

#include <cstdint>
#include <optional>
#include <string>

#include "platform/http/shape_answer.hpp"
#include "user/domain/user.hpp"

namespace gatehouse::user::api {

inline constexpr std::string_view account_path = "/api/user/v1/user/{user_id}";

struct UserView {
  std::int64_t user_id = 0;
  std::string nickname;
  std::string email;
  bool email_verified = false;
  std::optional<std::string> pending_email;
  Time created_at;
  Time updated_at;
};

UserView view_of(User user);
http::AnswerShape<UserView> user_shape();

}  // namespace gatehouse::user::api
