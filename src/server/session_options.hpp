#pragma once

// How long sessions live, as options.

#include <string>
#include <vector>

#include "platform/config/resolve.hpp"
#include "platform/config/setting.hpp"
#include "server/options.hpp"

namespace gatehouse::server {

void declare_sessions(config::SettingTable& table, auth::SessionPolicy& sessions);

/// Lifetimes that contradict each other where both were chosen. A default gives way to what was chosen: no
/// session outlives its absolute end, and no access token its session.
std::vector<std::string> session_conflicts(const Settings& settings, const config::Resolved& resolved);

}  // namespace gatehouse::server
