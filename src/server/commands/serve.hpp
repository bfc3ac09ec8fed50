#pragma once

// `gatehouse serve`: the log around the server.

#include "server/options.hpp"

namespace gatehouse::server {

/// The exit code.
int run_serve(const Settings& settings);

}  // namespace gatehouse::server
