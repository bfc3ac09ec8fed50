#pragma once

// `gatehouse config`: the settings in force and where each came from, secrets masked.

#include <ostream>

#include "platform/config/resolve.hpp"

namespace gatehouse::server {

void print_config(const config::Resolved& resolved, std::ostream& out);

}  // namespace gatehouse::server
