#pragma once

// Told when a refresh token was presented after it had been replaced: two hold it, one of them a thief. The
// session has ended by then, and its owner should hear why.

#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::auth {

struct SessionReused {
  static constexpr std::string_view type = "auth.session_reused.v1";

  std::int64_t user_id = 0;
  std::string session_id;
  std::string device;   // that the session was opened on
  std::string address;  // that it was last seen at

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
    visit("session_id", self.session_id);
    visit("device", self.device);
    visit("address", self.address);
  }

  friend bool operator==(const SessionReused&, const SessionReused&) = default;
};

}  // namespace gatehouse::auth
