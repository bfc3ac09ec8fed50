#pragma once

// Conflicts of sign-ups, counted by the address they come from.

#include "platform/throttle/quota.hpp"
#include "user/app/sign_up_limits.hpp"

namespace gatehouse::user::adapters {

class ThrottledSignUps final : public SignUpLimits {
 public:
  ThrottledSignUps(throttle::Counters& counters, const throttle::QuotaRules& rules)
      : conflicts_(counters, "sign-up conflicts", rules) {}

  Result<void> admit(const std::string& address) override;
  Result<void> count_conflict(const std::string& address) override;

 private:
  throttle::Quota conflicts_;
};

}  // namespace gatehouse::user::adapters
