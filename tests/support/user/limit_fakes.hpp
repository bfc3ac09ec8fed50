#pragma once

// Limits of the user context that hold nobody off, until a test closes them.

#include <string>
#include <vector>

#include "user/app/password_guesses.hpp"
#include "user/app/sign_up_limits.hpp"

namespace gatehouse::user::testing {

class FakeSignUpLimits final : public SignUpLimits {
 public:
  Result<void> admit(const std::string&) override { return unless_used_up(); }
  Result<void> count_conflict(const std::string& address) override {
    conflicts.push_back(address);
    if (conflicts.size() > most) used_up = true;
    return unless_used_up();
  }

  bool used_up = false;
  std::size_t most = 1000;
  std::vector<std::string> conflicts;  // the addresses they came from

 private:
  Result<void> unless_used_up() const {
    if (used_up) return refuse_for(std::chrono::seconds{60});
    return {};
  }
};

class FakePasswordGuesses final : public PasswordGuesses {
 public:
  Result<void> admit(const Owner& owner, const std::string& address) override {
    if (used_up) return refuse_for(std::chrono::seconds{60});
    outstanding.push_back(owner.session() + " at " + address);
    return {};
  }
  void forgive(const Owner& owner, const std::string& address) override {
    std::erase(outstanding, owner.session() + " at " + address);
  }

  bool used_up = false;
  std::vector<std::string> outstanding;  // guesses that were let in and not forgiven
};

}  // namespace gatehouse::user::testing
