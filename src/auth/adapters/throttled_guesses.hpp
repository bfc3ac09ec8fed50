#pragma once

// Requests for codes by the address they go to, guesses of codes and of callers' secrets by the address they
// come from.

#include "auth/app/guess_limits.hpp"
#include "auth/domain/limits.hpp"
#include "platform/throttle/quota.hpp"

namespace gatehouse::auth::adapters {

class ThrottledCodeRequests final : public CodeRequestLimits {
 public:
  ThrottledCodeRequests(throttle::Counters& counters, const Limits& limits);

  Result<void> take(std::string_view email_key) override;
  bool take_unasked(std::string_view email_key) override;

 private:
  throttle::Quota requests_;
};

class ThrottledGuesses final : public GuessLimits {
 public:
  ThrottledGuesses(throttle::Counters& counters, const Limits& limits);

  Result<void> admit(Guess guess, const std::string& address) override;
  void forgive(Guess guess, const std::string& address) override;

 private:
  throttle::Quota& quota_of(Guess guess);

  throttle::Quota codes_;
  throttle::Quota secrets_;
};

}  // namespace gatehouse::auth::adapters
