#include "server/serve.hpp"

#include <csignal>

#include "platform/log/log.hpp"
#include "server/wiring/application.hpp"

namespace gatehouse::server {
namespace {

/// Blocked before the first thread starts, so that every thread inherits it and only `wait` takes them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int wait(const sigset_t& signals) {
  int number = 0;
  sigwait(&signals, &number);
  return number;
}

/// A second signal during the stop ends the process at once.
void allow_signals(const sigset_t& signals) {
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace

int serve(const Settings& settings) {
  const sigset_t signals = block_signals();
  Application application(settings);
  application.start();
  int number = wait(signals);
  for (; number == SIGHUP; number = wait(signals)) application.reload_tls();

  log::info("stopping", {{"signal", number == SIGTERM ? "SIGTERM" : "SIGINT"}});
  std::signal(SIGHUP, SIG_IGN);
  allow_signals(signals);
  const bool all_done = application.stop();
  log::info("stopped", {{"all_requests_done", all_done}});
  return 0;
}

}  // namespace gatehouse::server
