#include "server/commands/serve.hpp"

#include <sys/stat.h>

#include <exception>

#include "platform/http/server.hpp"
#include "platform/log/log.hpp"
#include "server/serve.hpp"

namespace gatehouse::server {
namespace {

int tell(const std::exception& fault, int code, std::ostream& err) {
  log::error("start_failed", {{"reason", fault.what()}});
  err << "gatehouse: " << fault.what() << '\n';
  return code;
}

int serve_or_tell(const Settings& settings, std::ostream& err) {
  try {
    return serve(settings);
  } catch (const http::BadTlsFiles& fault) {
    return tell(fault, 2, err);  // the options name files that cannot be used
  } catch (const std::exception& fault) {
    return tell(fault, 1, err);
  }
}

}  // namespace

int run_serve(const Settings& settings, std::ostream& err) {
  umask(S_IRWXG | S_IRWXO);  // what the server writes is its owner's alone
  log::start(settings.log_level);
  if (exposes_plain_http(settings)) {
    log::warn("plain_http_exposed",
              {{"address", http::to_text(settings.listen)},
               {"advice", "give --tls-cert and --tls-key, or --behind-tls-proxy where a proxy speaks TLS"}});
  }
  if (!settings.attempt_limits.enforced) {
    log::warn("limits_off",
              {{"advice", "anybody may guess as often as they like: this is for measurements"}});
  }
  const int code = serve_or_tell(settings, err);
  log::stop();
  return code;
}

}  // namespace gatehouse::server
