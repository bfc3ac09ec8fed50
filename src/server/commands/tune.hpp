#pragma once

// `gatehouse tune`: measures the machine, and recommends options for it. Changes nothing.

#include <chrono>
#include <expected>
#include <ostream>
#include <string>
#include <vector>

#include "server/options.hpp"

namespace gatehouse::server {

struct TuneArguments {
  std::chrono::milliseconds target{50};      // that one hash may take
  std::chrono::milliseconds budget{10'000};  // for measuring
};

/// `words`: those after `tune`.
std::expected<TuneArguments, std::string> parse_tune_arguments(const std::vector<std::string>& words);

/// Returns the exit code.
int run_tune(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err);

std::string tune_usage();

}  // namespace gatehouse::server
