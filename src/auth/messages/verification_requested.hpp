#pragma once

// Told when somebody asked for a (new) verification code. It is told whether or not such an account exists
// and holds that address, so that asking does the same work in every case; whoever handles it finds that out.

#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::auth {

struct VerificationRequested {
  static constexpr std::string_view type = "auth.verification_requested.v1";

  std::int64_t user_id = 0;
  std::string email;  // as typed

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("email", self.email);
  }
};

}  // namespace gatehouse::auth
