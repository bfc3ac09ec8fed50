#pragma once

// Hears, on a connection and a thread of its own, that some server of the database has put something into the
// outbox. Nothing depends on it but speed: who waits for messages also looks by itself from time to time.

#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "platform/sql/postgresql_connect.hpp"

namespace gatehouse::sql {

class PostgresqlListener {
 public:
  /// `heard` is called on the listener's thread; also after each reconnection, for what was missed.
  PostgresqlListener(std::string url, std::function<void()> heard);
  ~PostgresqlListener();
  PostgresqlListener(const PostgresqlListener&) = delete;
  PostgresqlListener& operator=(const PostgresqlListener&) = delete;

 private:
  void work();
  void listen();
  bool wait_for_input(int socket, std::chrono::milliseconds wait);
  bool stopping();

  const std::string url_;
  const std::function<void()> heard_;
  int stop_event_;
  std::thread thread_;
};

}  // namespace gatehouse::sql
