#pragma once

// Told when what guards an account was changed, so that its owner hears of it where a thief cannot keep it
// from them: at the address the account had before.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::user {

struct AccountChanged {
  static constexpr std::string_view type = "user.account_changed.v1";
  static constexpr std::string_view of_email = "email";
  static constexpr std::string_view of_password = "password";

  std::int64_t user_id = 0;
  std::string email;                                // the address to tell: the one from before the change
  std::string change;                               // of_email or of_password
  std::optional<std::int64_t> email_verified_at{};  // of that address, in milliseconds; absent: not proven

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("email", self.email);
    visit("change", self.change);
    visit("email_verified_at", self.email_verified_at);
  }

  friend bool operator==(const AccountChanged&, const AccountChanged&) = default;
};

}  // namespace gatehouse::user
