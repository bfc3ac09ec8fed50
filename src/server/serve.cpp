#include "server/serve.hpp"

#include "platform/config/environment.hpp"
#include "platform/log/log.hpp"
#include "server/start_memory.hpp"
#include "server/stop_signals.hpp"
#include "server/supervisor.hpp"
#include "server/watchdog.hpp"
#include "server/wiring/application.hpp"

namespace gatehouse::server {
namespace {

/// Returns the number of the signal that ends it.
int serve_until_told(Application& application, const Supervisor& supervisor, const StopSignals& signals) {
  const Watchdog watchdog(supervisor, [&](auto patience) { return application.is_responsive(patience); });
  int number = signals.wait();
  for (; number == SIGHUP; number = signals.wait()) {
    supervisor.tell_reloading();
    application.reload_tls();
    supervisor.tell_ready();
  }
  return number;
}

void run(const Settings& settings, const StopSignals& signals) {
  const Supervisor supervisor(config::environment_of_process());
  Application application(settings, signals);
  application.start();
  give_back_start();
  supervisor.tell_ready();
  const int number = serve_until_told(application, supervisor, signals);

  supervisor.tell_stopping(settings.stop_drain + settings.stop_grace);
  log::info("stopping", {{"signal", number == SIGTERM ? "SIGTERM" : "SIGINT"}});
  signals.release();
  application.drain();
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
