#pragma once

// `gatehouse serve`: the log around the server.

#include <ostream>

#include "server/options.hpp"

namespace gatehouse::server {

/// The exit code. Why it could not start is told in the log and, for a person, on `err`.
int run_serve(const Settings& settings, std::ostream& err);

}  // namespace gatehouse::server
