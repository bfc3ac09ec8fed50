#pragma once

// Hears, on a connection and a thread of its own, that another server of the database has put something into
// the outbox, and tells the others what this one did. Within the transactions themselves it would not do: all
// commits of a database that notify wait for each other. Nothing depends on it but speed: who waits for
// messages also looks by itself from time to time.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "platform/sql/postgresql_connect.hpp"

namespace gatehouse::sql {

class PostgresqlListener {
 public:
  /// `heard` is called on the listener's thread; also after each reconnection, for what was missed. It is not
  /// called for what this one announces.
  PostgresqlListener(std::string url, std::function<void()> heard);
  ~PostgresqlListener();
  PostgresqlListener(const PostgresqlListener&) = delete;
  PostgresqlListener& operator=(const PostgresqlListener&) = delete;

  /// Soon, and once for all that is announced in a moment.
  void announce();

 private:
  void work();
  void listen();
  void tell_the_others(PGconn* connection);
  std::chrono::milliseconds until_announcement() const;
  bool wait(int socket, std::chrono::milliseconds longest);

  const std::string url_;
  const std::function<void()> heard_;
  int wake_event_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> to_announce_{false};
  std::chrono::steady_clock::time_point next_announcement_{};
  std::thread thread_;
};

}  // namespace gatehouse::sql
