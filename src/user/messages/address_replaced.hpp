#pragma once

// Told when a proven address has taken the place of another one: the change that was told when it was asked
// for, perhaps long ago, is done.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::user {

struct AddressReplaced {
  static constexpr std::string_view type = "user.address_replaced.v1";

  std::int64_t user_id = 0;
  std::string email;                                // the one from before
  std::optional<std::int64_t> email_verified_at{};  // of that one, in milliseconds; absent: not proven

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("email", self.email);
    visit("email_verified_at", self.email_verified_at);
  }

  friend bool operator==(const AddressReplaced&, const AddressReplaced&) = default;
};

}  // namespace gatehouse::user
