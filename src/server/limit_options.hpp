#pragma once

// The table of limits as options: `--limit NAME=VALUE` for each, and `--limits off` for measurements.

#include <string>
#include <vector>

#include "auth/domain/limits.hpp"
#include "platform/config/setting.hpp"
#include "server/options.hpp"

namespace gatehouse::server {

void declare_attempt_limits(config::SettingTable& table, auth::Limits& limits);

/// What does not go together.
std::vector<std::string> limit_conflicts(const Settings& settings);

}  // namespace gatehouse::server
