#pragma once

// `gatehouse seed`: fills a database with members for measurements. Never for a database that people use:
// everybody knows the password of these.

#include <cstdint>
#include <expected>
#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

struct SeedArguments {
  std::int64_t users = 0;
  bool force = false;  // also beside members of another kind
};

/// `words`: those after `seed`.
std::expected<SeedArguments, std::string> parse_seed_arguments(const std::vector<std::string>& words);

/// Returns the exit code. No server may run on an SQLite database meanwhile.
int run_seed(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err);

std::string seed_usage();

}  // namespace gatehouse::server
