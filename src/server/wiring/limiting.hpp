#pragma once

// All limits on attempts put together: one table of counts, and what the contexts ask before somebody may
// try.

#include "auth/adapters/signed_device_tokens.hpp"
#include "auth/adapters/throttled_guesses.hpp"
#include "auth/adapters/throttled_sign_ins.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/throttle/counters.hpp"
#include "user/adapters/throttled_sign_ups.hpp"

namespace gatehouse::server {

class Limiting {
 public:
  Limiting(sql::Database& database, const crypto::MasterKey& master_key, const auth::Limits& limits,
           const Clock& clock);

  auth::SignInLimits& sign_ins() { return sign_ins_; }
  auth::AttemptLimits& password_guesses() { return sign_ins_; }
  auth::DeviceTokens& devices() { return devices_; }
  auth::CodeRequestLimits& code_requests() { return code_requests_; }
  auth::GuessLimits& guesses() { return guesses_; }
  user::SignUpLimits& sign_ups() { return sign_ups_; }

  void sweep() { counters_.sweep(); }

 private:
  throttle::Counters counters_;
  auth::adapters::ThrottledSignIns sign_ins_;
  auth::adapters::SignedDeviceTokens devices_;
  auth::adapters::ThrottledCodeRequests code_requests_;
  auth::adapters::ThrottledGuesses guesses_;
  user::adapters::ThrottledSignUps sign_ups_;
};

}  // namespace gatehouse::server
