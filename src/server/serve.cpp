#include "server/serve.hpp"

#include "platform/log/log.hpp"
#include "server/start_memory.hpp"
#include "server/stop_signals.hpp"
#include "server/wiring/application.hpp"

namespace gatehouse::server {
namespace {

void run(const Settings& settings, const StopSignals& signals) {
  Application application(settings, signals);
  application.start();
  give_back_start();
  int number = signals.wait();
  for (; number == SIGHUP; number = signals.wait()) application.reload_tls();

  log::info("stopping", {{"signal", number == SIGTERM ? "SIGTERM" : "SIGINT"}});
  signals.release();
  const bool all_done = application.stop();
  log::info("stopped", {{"all_requests_done", all_done}});
}

}  // namespace

int serve(const Settings& settings) {
  const StopSignals signals;
  try {
    run(settings, signals);
  } catch (const StartEnded& ended) {
    log::info("stopped", {{"reason", ended.what()}});
  }
  return 0;
}

}  // namespace gatehouse::server
