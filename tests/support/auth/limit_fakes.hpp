#pragma once

// Limits that hold nobody off, until a test closes them.

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "auth/app/guess_limits.hpp"
#include "auth/app/sign_in_ports.hpp"

namespace gatehouse::testing {

class FakeCodeRequestLimits final : public auth::CodeRequestLimits {
 public:
  Result<void> take(std::string_view email_key) override {
    const std::scoped_lock lock(mutex_);
    if (used_up) return refuse_for(std::chrono::seconds{60});
    taken.emplace_back(email_key);
    return {};
  }
  bool take_unasked(std::string_view email_key) override {
    const std::scoped_lock lock(mutex_);
    if (!used_up) taken_unasked.emplace_back(email_key);
    return !used_up;
  }

  bool used_up = false;
  std::vector<std::string> taken;
  std::vector<std::string> taken_unasked;

 private:
  std::mutex mutex_;
};

/// For crowds too.
class FakeGuessLimits final : public auth::GuessLimits {
 public:
  Result<void> admit(auth::Guess, const std::string& address) override {
    const std::scoped_lock lock(mutex_);
    if (used_up) return refuse_for(std::chrono::seconds{60});
    outstanding.push_back(address);
    return {};
  }
  void forgive(auth::Guess, const std::string& address) override {
    const std::scoped_lock lock(mutex_);
    std::erase(outstanding, address);
  }

  bool used_up = false;
  std::vector<std::string> outstanding;  // the addresses of guesses that were let in and not forgiven

 private:
  std::mutex mutex_;
};

/// Limits that refuse whom a test names, and remember who came.
class ScriptedLimits final : public auth::SignInLimits {
 public:
  Result<void> admit(const auth::SignInAttempt& attempt) override {
    admitted.push_back(attempt);
    if (refused) return refuse_for(std::chrono::seconds{7});
    return {};
  }
  void forgive(const auth::SignInAttempt& attempt) override { forgiven.push_back(attempt); }
  void give_back(const auth::SignInAttempt& attempt) override { given_back.push_back(attempt); }
  void done(const auth::SignInAttempt&) override { ++over; }
  void forget(UserId user, const std::string& address) override { forgotten.emplace_back(user, address); }

  bool refused = false;
  std::vector<auth::SignInAttempt> admitted;
  std::vector<auth::SignInAttempt> forgiven;
  std::vector<auth::SignInAttempt> given_back;
  std::vector<std::pair<UserId, std::string>> forgotten;
  std::size_t over = 0;
};

}  // namespace gatehouse::testing
