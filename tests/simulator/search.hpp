#pragma once

// Runs of many seeds, and what is left of a failing one once everything that its failure does not need is
// taken away.

#include <filesystem>
#include <functional>
#include <map>

#include "tests/simulator/operation.hpp"

namespace gatehouse::simulator {

struct Failure {
  std::size_t at = 0;  // the operation, from 0
  std::string what;
};

/// How often something came.
using Tally = std::map<std::string, std::uint64_t>;

/// From an empty database on; nothing: product and model agreed to the end. Adds the answers to `tally`.
std::optional<Failure> run(const Trace& trace, const std::filesystem::path& folder, Tally* tally = nullptr);

/// A part of a failing trace that fails, and does not any more with one line less. `fails` runs a trace.
Trace shrunk(Trace trace, const std::function<std::optional<Failure>(const Trace&)>& fails);

}  // namespace gatehouse::simulator
