#pragma once

// What the settings say of the service that goes into passwords: the operator's words, and the hosts that
// everybody sees in links and tokens.

#include "server/options.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::server {

user::ServiceWords service_words(const Settings& settings);

}  // namespace gatehouse::server
