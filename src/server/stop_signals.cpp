#include "server/stop_signals.hpp"

#include <array>

namespace gatehouse::server {

StopSignals::StopSignals() {
  sigemptyset(&signals_);
  for (const int number : std::array{SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals_, number);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

int StopSignals::wait() const {
  int number = 0;
  sigwait(&signals_, &number);
  return number;
}

void StopSignals::pause(std::chrono::milliseconds time) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const timespec length{seconds.count(), std::chrono::nanoseconds(time - seconds).count()};
  const int number = sigtimedwait(&signals_, nullptr, &length);
  if (number == SIGTERM || number == SIGINT) throw StartEnded();
}

void StopSignals::release() const {
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
}

}  // namespace gatehouse::server
