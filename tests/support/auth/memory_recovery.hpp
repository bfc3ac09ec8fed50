#pragma once

// Resets and undo links in memory: for tests of the use cases. They are held to the same contract as those in
// SQL.

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "auth/app/recovery_ports.hpp"
#include "auth/domain/recovery.hpp"

namespace gatehouse::testing {

class MemoryPasswordResets final : public auth::PasswordResets {
 public:
  void put(const auth::KeptReset& reset) override {
    const std::scoped_lock lock(mutex_);
    const auto [row, is_new] = rows_.try_emplace(reset.handle_hash, Row{reset});
    if (is_new || row->second.reset.user != reset.user) return;
    row->second.reset.code_hash = reset.code_hash;
    row->second.reset.expires_at = reset.expires_at;
  }
  std::optional<auth::ResetUnderTest> spend_attempt(std::string_view handle_hash, Time now) override {
    const std::scoped_lock lock(mutex_);
    ++attempts_asked;
    Row* row = find(handle_hash);
    if (!row || row->used || row->reset.expires_at <= now || row->attempts >= auth::ResetCode::max_attempts) {
      return std::nullopt;
    }
    ++row->attempts;
    return auth::ResetUnderTest{row->reset.user, row->reset.email, row->reset.code_hash};
  }
  void spend_nothing(bool attempt_spent) override { spent_on_nothing += attempt_spent ? 1 : 2; }
  void give_back(std::string_view handle_hash) override {
    const std::scoped_lock lock(mutex_);
    Row* row = find(handle_hash);
    if (row && !row->used && row->attempts > 0) --row->attempts;
  }
  bool use(std::string_view handle_hash, std::string_view code_hash, Time now) override {
    const std::scoped_lock lock(mutex_);
    Row* row = find(handle_hash);
    if (!row || row->used || row->reset.code_hash != code_hash || row->reset.expires_at <= now) return false;
    return row->used = true;
  }
  void forget(UserId user) override {
    const std::scoped_lock lock(mutex_);
    std::erase_if(rows_, [&](const auto& row) { return row.second.reset.user == user; });
  }
  std::int64_t sweep(Time now, std::int64_t limit) override {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::int64_t>(std::erase_if(
        rows_, [&](const auto& row) { return row.second.reset.expires_at <= now && limit-- > 0; }));
  }

  std::size_t size() const { return rows_.size(); }

  int attempts_asked = 0;
  int spent_on_nothing = 0;

 private:
  struct Row {
    auth::KeptReset reset;
    std::int64_t attempts = 0;
    bool used = false;
  };

  Row* find(std::string_view handle_hash) {
    const auto found = rows_.find(std::string(handle_hash));
    return found == rows_.end() ? nullptr : &found->second;
  }

  std::mutex mutex_;
  std::map<std::string, Row> rows_;
};

class MemoryUndoLinks final : public auth::UndoLinks {
 public:
  void put(const auth::KeptUndo& kept) override {
    Time at = kept.created_at;
    for (const auto& [hash, link] : rows_) {
      if (link.user == kept.user) at = std::max(at, link.created_at + std::chrono::milliseconds{1});
    }
    rows_[kept.token_hash] = {.user = kept.user,
                              .change = kept.change,
                              .email = kept.email,
                              .email_verified_at = kept.email_verified_at,
                              .created_at = at,
                              .expires_at = kept.expires_at};
  }
  std::optional<Time> last_told(UserId user, std::string_view change, std::string_view email) override {
    std::optional<Time> last;
    for (const auto& [hash, link] : rows_) {
      const bool told = link.user == user && link.change == change && link.email == email && !link.used_at;
      if (told) last = std::max(last.value_or(link.created_at), link.created_at);
    }
    return last;
  }
  std::optional<auth::UndoLink> find(std::string_view token_hash) override {
    const auto* link = at(token_hash);
    return link ? std::optional(*link) : std::nullopt;
  }
  bool use(std::string_view token_hash, Time now) override {
    auto* link = at(token_hash);
    if (!link || link->used_at || link->expires_at <= now) return false;
    link->used_at = now;
    return true;
  }
  void note_version(std::string_view token_hash, std::int64_t credential_version) override {
    if (auto* link = at(token_hash)) link->credential_version = credential_version;
  }
  bool use_for_password(std::string_view token_hash, Time now) override {
    auto* link = at(token_hash);
    const bool awaits = link && link->used_at && *link->used_at > now - auth::UndoLimits::password_window &&
                        link->email_verified_at && !link->password_set_at;
    if (awaits) link->password_set_at = now;
    return awaits;
  }
  void end_since(UserId user, Time since, std::string_view but_for, Time now) override {
    for (auto& [hash, link] : rows_) {
      if (link.user != user || link.created_at < since || hash == but_for) continue;
      link.used_at = link.used_at.value_or(now);
      link.password_set_at = link.password_set_at.value_or(now);
    }
  }
  void forget(UserId user) override {
    std::erase_if(rows_, [&](const auto& row) { return row.second.user == user; });
  }
  std::int64_t sweep(Time now, std::int64_t limit) override {
    const Time over = now - auth::UndoLimits::password_window;
    return static_cast<std::int64_t>(
        std::erase_if(rows_, [&](const auto& row) { return row.second.expires_at <= over && limit-- > 0; }));
  }

  std::size_t size() const { return rows_.size(); }

 private:
  auth::UndoLink* at(std::string_view token_hash) {
    const auto found = rows_.find(std::string(token_hash));
    return found == rows_.end() ? nullptr : &found->second;
  }

  std::map<std::string, auth::UndoLink> rows_;
};

}  // namespace gatehouse::testing
