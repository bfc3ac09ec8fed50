#pragma once

// Told when an account is gone: whoever keeps something of that user has to forget it. The id is never given
// again.

#include <cstdint>
#include <string_view>

namespace gatehouse::user {

struct Deleted {
  static constexpr std::string_view type = "user.deleted.v1";

  std::int64_t user_id = 0;

  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("user_id", self.user_id);
  }

  friend bool operator==(const Deleted&, const Deleted&) = default;
};

}  // namespace gatehouse::user
