#pragma once

// A bounded set of connections that are made when needed, lent to one thread at a time and kept for the next.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "platform/sql/database.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {

/// Thread-safe.
template <class SessionKind>
class SessionPool {
 public:
  using Connect = std::function<std::unique_ptr<SessionKind>()>;

  /// `wait` bounds the wait for a free connection.
  SessionPool(std::size_t size, std::chrono::milliseconds wait, Connect connect)
      : size_(size), wait_(wait), connect_(std::move(connect)) {}

  /// Given back at the end of its life, unless spoiled.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<SessionKind> session, bool fresh)
        : pool_(pool), session_(std::move(session)), fresh_(fresh) {}
    ~Lease() { pool_.give_back(spoiled_ ? nullptr : std::move(session_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    SessionKind& operator*() const { return *session_; }
    SessionKind* operator->() const { return session_.get(); }
    /// Made for this lease, so that what breaks on it is no leftover of a restart of the database.
    bool fresh() const { return fresh_; }
    void spoil() { spoiled_ = true; }

   private:
    SessionPool& pool_;
    std::unique_ptr<SessionKind> session_;
    bool fresh_;
    bool spoiled_ = false;
  };

  Lease take() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    const bool got = given_back_.wait_for(lock, wait_, [&] { return !idle_.empty() || open_ < size_; });
    --waiting_;
    if (!got) throw_outage("the database is busy", "no free connection in time");
    ++in_use_;
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(session), false);
    }
    ++open_;
    lock.unlock();
    return Lease(*this, connect(), true);
  }

  /// The next leases are fresh, or were proven good by others.
  void forget_idle() {
    std::vector<std::unique_ptr<SessionKind>> forgotten;
    const std::lock_guard lock(mutex_);
    open_ -= idle_.size();
    forgotten.swap(idle_);
  }

  DatabaseStatus status() const {
    const std::lock_guard lock(mutex_);
    return {open_, in_use_, waiting_};
  }

 private:
  std::unique_ptr<SessionKind> connect() {
    try {
      return connect_();
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<SessionKind> session) {
    const std::lock_guard lock(mutex_);
    --in_use_;
    if (session) {
      idle_.push_back(std::move(session));
    } else {
      --open_;
    }
    given_back_.notify_one();
  }

  const std::size_t size_;
  const std::chrono::milliseconds wait_;
  const Connect connect_;
  mutable std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<SessionKind>> idle_;
  std::size_t open_ = 0;
  std::size_t in_use_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace gatehouse::sql
