#pragma once

// `gatehouse doctor`: what is wrong with an installation, before people notice.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `doctor`. `loaded` may hold complaints. Returns the exit code: 1 where something is
/// wrong.
int run_doctor(const std::vector<std::string>& words, const Loaded& loaded, std::ostream& out,
               std::ostream& err);

std::string doctor_usage();

}  // namespace gatehouse::server
