#pragma once

// Sessions in memory, for tests of the use cases. They are held to the same contract as those in SQL.

#include <algorithm>
#include <map>
#include <mutex>

#include "auth/app/session_ports.hpp"

namespace gatehouse::testing {

class MemorySessions : public auth::Sessions {
 public:
  void take_turn(UserId user) override { turns.push_back(user); }

  void add(const auth::KeptSession& session) override {
    const std::scoped_lock lock(mutex_);
    rows_[session.session.id] = session;
  }

  std::optional<auth::KeptSession> find(std::string_view id) override {
    const std::scoped_lock lock(mutex_);
    const auto found = rows_.find(id);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<auth::Session> of(UserId user, Time now) override {
    const std::scoped_lock lock(mutex_);
    return newest_first(
        [&](const auth::Session& session) { return session.user == user && !is_over(session, now); });
  }

  bool rotate(const auth::KeptSession& next, const auth::RefreshRecord& from) override {
    const std::scoped_lock lock(mutex_);
    const auto found = rows_.find(next.session.id);
    if (found == rows_.end() || found->second.refresh.hash != from.hash ||
        found->second.refresh.chain.generation != from.chain.generation) {
      return false;
    }
    found->second = next;
    return true;
  }

  std::optional<auth::Session> end(UserId user, std::string_view id) override {
    const std::scoped_lock lock(mutex_);
    auto ended = take([&](const auth::Session& session) { return session.user == user && session.id == id; });
    return ended.empty() ? std::nullopt : std::optional(ended.front());
  }

  std::vector<auth::Session> end_all(UserId user, std::optional<std::string_view> except) override {
    const std::scoped_lock lock(mutex_);
    return take([&](const auth::Session& session) { return session.user == user && session.id != except; });
  }

  std::vector<auth::Session> trim(UserId user, std::int64_t most, Time now) override {
    const std::scoped_lock lock(mutex_);
    auto kept = newest_first(
        [&](const auth::Session& session) { return session.user == user && !is_over(session, now); });
    kept.resize(std::min(kept.size(), static_cast<std::size_t>(most)));
    return take([&](const auth::Session& session) {
      return session.user == user &&
             std::ranges::none_of(kept, [&](const auth::Session& other) { return other.id == session.id; });
    });
  }

  std::int64_t sweep(Time now, std::int64_t limit) override {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::int64_t>(
        take([&](const auth::Session& session) { return is_over(session, now) && limit-- > 0; }).size());
  }

  std::size_t size() const { return rows_.size(); }

  std::vector<UserId> turns;

 private:
  template <class Is>
  std::vector<auth::Session> newest_first(Is is) const {
    std::vector<auth::Session> found;
    for (const auto& [id, row] : rows_) {
      if (is(row.session)) found.push_back(row.session);
    }
    std::ranges::sort(found, [](const auth::Session& a, const auth::Session& b) {
      return a.created_at != b.created_at ? a.created_at > b.created_at : a.id < b.id;
    });
    return found;
  }

  template <class Is>
  std::vector<auth::Session> take(Is is) {
    std::vector<auth::Session> taken;
    std::erase_if(rows_, [&](const auto& row) {
      if (!is(row.second.session)) return false;
      taken.push_back(row.second.session);
      return true;
    });
    return taken;
  }

  mutable std::mutex mutex_;
  std::map<std::string, auth::KeptSession, std::less<>> rows_;
};

}  // namespace gatehouse::testing
