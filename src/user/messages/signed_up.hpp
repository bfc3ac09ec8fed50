#pragma once

// Told when somebody has made an account: its address is typed, not yet proven, so whoever proves addresses
// can begin.

#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::user {

struct SignedUp {
  static constexpr std::string_view type = "user.signed_up.v1";

  std::int64_t user_id = 0;
  std::string email;

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("email", self.email);
  }

  friend bool operator==(const SignedUp&, const SignedUp&) = default;
};

}  // namespace gatehouse::user
