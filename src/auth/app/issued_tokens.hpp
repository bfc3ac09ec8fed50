#pragma once

// What somebody gets who is signed in, and gets anew with each refresh.

#include <chrono>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

struct IssuedTokens {
  UserId user;
  std::string session;
  std::string access_token;
  std::chrono::seconds expires_in{};
  std::string refresh_token;
  std::chrono::seconds refresh_expires_in{};
};

/// Whole seconds from `now`, none where it is past.
inline std::chrono::seconds left_until(Time end, Time now) {
  return std::max(std::chrono::floor<std::chrono::seconds>(end - now), std::chrono::seconds{0});
}

}  // namespace gatehouse::auth
