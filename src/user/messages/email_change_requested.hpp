#pragma once

// Told when an account wants another address: it keeps the old one until the new one is proven.

#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::user {

struct EmailChangeRequested {
  static constexpr std::string_view type = "user.email_change_requested.v1";

  std::int64_t user_id = 0;
  std::string email;  // the new one, which awaits its proof

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("email", self.email);
  }

  friend bool operator==(const EmailChangeRequested&, const EmailChangeRequested&) = default;
};

}  // namespace gatehouse::user
