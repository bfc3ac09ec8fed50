#pragma once

// `gatehouse audit`: holds the audit trail against its chain, and shows it. A running server goes on
// meanwhile.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `audit`. Returns the exit code: 1 also where the trail is not intact.
int run_audit(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
              std::ostream& err);

}  // namespace gatehouse::server
