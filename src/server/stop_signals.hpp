#pragma once

// The signals by which an operator speaks to a running server: SIGTERM and SIGINT end it, SIGHUP has it read
// its TLS files again. They are blocked in every thread and only taken here, so no code has to be safe in a
// handler.

#include <chrono>
#include <csignal>
#include <stdexcept>

namespace gatehouse::server {

/// The server was told to stop before it had started.
class StartEnded : public std::runtime_error {
 public:
  StartEnded() : std::runtime_error("told to stop during the start") {}
};

class StopSignals {
 public:
  /// Before the first thread starts: threads inherit what is blocked.
  StopSignals();

  /// The number of the signal that came.
  int wait() const;

  /// Sleeps that long. Throws `StartEnded` where a signal to stop comes meanwhile.
  void pause(std::chrono::milliseconds time) const;

  /// From here on a second signal ends the process at once.
  void release() const;

 private:
  sigset_t signals_;
};

}  // namespace gatehouse::server
