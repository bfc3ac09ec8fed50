#pragma once

// The codes that are out, in memory: for tests of the use cases. It is held to the same contract as the one
// in SQL.

#include <map>
#include <mutex>

#include "auth/app/ports.hpp"

namespace gatehouse::testing {

class MemoryVerificationCodes final : public auth::VerificationCodes {
 public:
  void put(const auth::KeptCode& code) override {
    const std::scoped_lock lock(mutex_);
    rows_[{code.user, code.purpose}] = {code, 0, false};
  }

  void supersede(UserId user, auth::Purpose purpose, std::string_view email_key, Time) override {
    const std::scoped_lock lock(mutex_);
    const auto row = rows_.find({user, purpose});
    if (row != rows_.end() && row->second.code.email_key == email_key) row->second.used = true;
  }

  std::optional<auth::CodeUnderTest> spend_attempt(UserId user, auth::Purpose purpose,
                                                   std::string_view email_key, Time now) override {
    const std::scoped_lock lock(mutex_);
    ++attempts_asked_;
    const auto found = rows_.find({user, purpose});
    if (found == rows_.end()) return std::nullopt;
    Row& row = found->second;
    if (row.used || row.code.email_key != email_key || row.code.expires_at <= now ||
        row.attempts >= auth::VerificationCode::max_attempts) {
      return std::nullopt;
    }
    ++row.attempts;
    return auth::CodeUnderTest{row.code.email, row.code.hash};
  }

  void spend_nothing(bool attempt_spent) override {
    const std::scoped_lock lock(mutex_);
    spent_on_nothing_ += attempt_spent ? 1 : 2;
  }

  bool use(UserId user, auth::Purpose purpose, std::string_view hash, Time) override {
    const std::scoped_lock lock(mutex_);
    const auto found = rows_.find({user, purpose});
    if (found == rows_.end() || found->second.used || found->second.code.hash != hash) return false;
    return found->second.used = true;
  }

  void forget(UserId user) override {
    const std::scoped_lock lock(mutex_);
    std::erase_if(rows_, [&](const auto& row) { return row.first.first == user; });
  }

  std::int64_t sweep(Time now, std::int64_t limit) override {
    const std::scoped_lock lock(mutex_);
    ++sweeps_;
    return static_cast<std::int64_t>(std::erase_if(
        rows_, [&](const auto& row) { return row.second.code.expires_at <= now && limit-- > 0; }));
  }

  std::size_t size() const { return rows_.size(); }
  int sweeps() const { return sweeps_; }
  int attempts_asked() const { return attempts_asked_; }
  int spent_on_nothing() const { return spent_on_nothing_; }

 private:
  struct Row {
    auth::KeptCode code;
    std::int64_t attempts = 0;
    bool used = false;
  };

  std::mutex mutex_;
  std::map<std::pair<UserId, auth::Purpose>, Row> rows_;
  int attempts_asked_ = 0;
  int spent_on_nothing_ = 0;
  int sweeps_ = 0;
};

}  // namespace gatehouse::testing
