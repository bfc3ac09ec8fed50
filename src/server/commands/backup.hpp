#pragma once

// `gatehouse backup`: the database as of one moment into a file, while servers go on.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `backup`. Returns the exit code.
int run_backup(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
               std::ostream& err);

std::string backup_usage();

}  // namespace gatehouse::server
