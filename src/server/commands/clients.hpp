#pragma once

// `gatehouse clients`: the programs that may introspect and revoke tokens.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `clients`. Returns the exit code.
int run_clients(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
                std::ostream& err);

std::string clients_usage();

}  // namespace gatehouse::server
