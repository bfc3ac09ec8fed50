#pragma once

// A configuration file that tells every setting: what it is for, what it takes, and its default, each on a
// line that waits for its # to be taken away.

#include <string>
#include <vector>

#include "platform/config/origin.hpp"

namespace gatehouse::server {

/// `chosen`: settings that stand there in force. The defaults are those that follow from them.
std::string config_file(const std::vector<config::Given>& chosen);

}  // namespace gatehouse::server
