#pragma once

// `gatehouse restore`: a backup back into the database of the settings, with no server running.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `restore`. Returns the exit code.
int run_restore(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
                std::ostream& err);

std::string restore_usage();

}  // namespace gatehouse::server
