#pragma once

// Who may try a password: counted by account, by account and address, by address, and all together; a device
// or a session that is known to the account is counted by itself alone, so that nobody else can use its
// attempts up.

#include "auth/app/sign_in_ports.hpp"
#include "auth/domain/limits.hpp"
#include "auth/messages/attempt_limits.hpp"
#include "platform/throttle/backoff.hpp"
#include "platform/throttle/turnstile.hpp"

namespace gatehouse::auth::adapters {

class ThrottledSignIns final : public SignInLimits, public AttemptLimits {
 public:
  ThrottledSignIns(throttle::Counters& counters, const Limits& limits);

  Result<void> admit(const SignInAttempt& attempt) override;
  void forgive(const SignInAttempt& attempt) override;
  void give_back(const SignInAttempt& attempt) override;
  void done(const SignInAttempt& attempt) override;
  void forget(UserId user, const std::string& address) override;

  Result<void> admit(const PasswordGuess& guess) override;
  void forgive(const PasswordGuess& guess) override;

 private:
  /// One count that an attempt has to pass.
  struct Gate {
    throttle::Backoff& backoff;
    std::string subject;
  };

  throttle::Backoff& account_of(std::string_view key);
  Result<void> admit_one(const SignInAttempt& attempt);
  Result<void> pass(std::initializer_list<Gate> gates);

  throttle::Counters& counters_;
  throttle::Backoff accounts_;
  throttle::Backoff unknown_names_;
  throttle::Backoff pairs_;
  throttle::Backoff devices_;
  throttle::Backoff sessions_;
  throttle::Backoff addresses_;
  throttle::Backoff everybody_;
  throttle::Turnstile in_flight_;
};

}  // namespace gatehouse::auth::adapters
