#pragma once

// What a connection thread knows of each of its connections: until when it may stay as it is, and how to wake
// it. One timer a thread sweeps over these deadlines, instead of a timer for each request.

#include <chrono>
#include <list>

#include "kernel/clock.hpp"

namespace gatehouse::http {

class Worker;

/// Belongs to one worker's thread; known to it from construction to destruction.
class Connection {
 public:
  explicit Connection(Worker& worker);
  virtual ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Ends the wait of a connection that is over its deadline; returns that which it has now.
  Monotonic sweep(Monotonic now);
  /// The server stops: ends the wait of a connection that waits for nothing but another request.
  void wind_down();

 protected:
  /// Makes whatever the connection waits for on its socket fail with `operation_aborted`.
  virtual void interrupt() = 0;

  void allow(std::chrono::milliseconds time);
  void allow_forever() { deadline_ = Monotonic::max(); }
  bool has_expired() const { return expired_; }
  void set_idle(bool idle) { idle_ = idle; }
  bool is_idle() const { return idle_; }
  Worker& worker() const { return worker_; }

 private:
  friend class Worker;

  Worker& worker_;
  std::list<Connection*>::iterator place_;
  Monotonic deadline_ = Monotonic::max();
  bool expired_ = false;
  bool idle_ = false;
};

}  // namespace gatehouse::http
