#include "server/wiring/service_words.hpp"

#include "server/host.hpp"

namespace gatehouse::server {

user::ServiceWords service_words(const Settings& settings) {
  return {.words = settings.password_words,
          .hosts = {host_of(settings.issuer), host_of(settings.public_url)}};
}

}  // namespace gatehouse::server
