#pragma once

// `gatehouse keys`: the signing keys, for an operator who wants to see them, have another one, or be rid of
// one. Running servers learn of it within seconds.

#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

/// `words`: those after `keys`. Returns the exit code.
int run_keys(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err);

std::string keys_usage();

}  // namespace gatehouse::server
