#include "user/http/user_view.hpp"

#include <utility>

namespace gatehouse::user::api {

UserView view_of(User user) {
  return {.user_id = user.id.value,
          .nickname = std::move(user.nickname),
          .email = std::move(user.email),
          .email_verified = user.email_verified_at.has_value(),
          .pending_email = std::move(user.pending_email),
          .created_at = user.created_at,
          .updated_at = user.updated_at};
}

http::AnswerShape<UserView> user_shape() {
  return http::answer<UserView>(
      "User", http::field("user_id", &UserView::user_id, "Never given to another user", 1),
      http::field("nickname", &UserView::nickname, "As typed, in NFC", "kim"),
      http::field("email", &UserView::email, "As typed, its domain in lower-case A-label form",
                  "kim@example.com"),
      http::field("email_verified", &UserView::email_verified, "Whether the address has been proven", false),
      http::field(
          "pending_email", &UserView::pending_email,
          "The address that takes the place of `email` once its code is proven; only while one awaits it",
          "kim@new.example"),
      http::field("created_at", &UserView::created_at, "When the account was made",
                  "2026-11-22T09:30:00.125Z"),
      http::field("updated_at", &UserView::updated_at, "When something of it changed last",
                  "2026-11-22T09:30:00.125Z"));
}

}  // namespace gatehouse::user::api
