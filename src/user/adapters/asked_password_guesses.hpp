#pragma once

// Asks the auth context, which counts guesses of passwords wherever they are made.

#include "auth/messages/attempt_limits.hpp"
#include "user/app/password_guesses.hpp"

namespace gatehouse::user::adapters {

class AskedPasswordGuesses final : public PasswordGuesses {
 public:
  explicit AskedPasswordGuesses(auth::AttemptLimits& limits) : limits_(limits) {}

  Result<void> admit(const Owner& owner, const std::string& address) override {
    return limits_.admit(auth::PasswordGuess{owner.id(), owner.session(), address});
  }
  void forgive(const Owner& owner, const std::string& address) override {
    limits_.forgive(auth::PasswordGuess{owner.id(), owner.session(), address});
  }

 private:
  auth::AttemptLimits& limits_;
};

}  // namespace gatehouse::user::adapters
