#pragma once

// Told when somebody asked to reset a password. It is told whether or not the address has an owner, so that
// asking does the same work in every case; whoever handles it finds that out.

#include <string>
#include <string_view>

namespace gatehouse::auth {

struct PasswordResetRequested {
  static constexpr std::string_view type = "auth.password_reset_requested.v1";

  std::string reset_id;  // the handle that the asker has
  std::string email;     // as typed
  std::string device;    // of the asker, and the rest of where the request came from
  std::string address;
  std::string request_id;

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("reset_id", self.reset_id);
    visit("email", self.email);
    visit("device", self.device);
    visit("address", self.address);
    visit("request_id", self.request_id);
  }

  friend bool operator==(const PasswordResetRequested&, const PasswordResetRequested&) = default;
};

}  // namespace gatehouse::auth
