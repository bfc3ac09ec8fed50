#include "tests/simulator/search.hpp"

#include <algorithm>
#include <exception>

#include "tests/simulator/simulation.hpp"

namespace gatehouse::simulator {
namespace {

Trace without(const Trace& trace, std::size_t first, std::size_t count) {
  Trace rest(trace.begin(), trace.begin() + static_cast<std::ptrdiff_t>(first));
  rest.insert(rest.end(), trace.begin() + static_cast<std::ptrdiff_t>(first + count), trace.end());
  return rest;
}

/// As simple as a line can be and fail still.
void plainer(Trace& trace, const std::function<std::optional<Failure>(const Trace&)>& fails) {
  for (Operation& operation : trace) {
    const Operation before = operation;
    operation.twice = false;
    operation.crash = {};
    if (!fails(trace)) operation = before;
  }
}

}  // namespace

std::optional<Failure> run(const Trace& trace, const std::filesystem::path& folder, Tally* tally) {
  Simulation simulation(folder);
  for (std::size_t at = 0; at < trace.size(); ++at) {
    try {
      if (auto fault = simulation.step(trace[at])) return Failure{at, std::move(*fault)};
    } catch (const std::exception& failure) {
      return Failure{at, std::string("the product throws: ") + failure.what()};
    }
  }
  if (tally != nullptr) {
    for (const auto& [answer, count] : simulation.answers()) (*tally)[answer] += count;
  }
  return std::nullopt;
}

Trace shrunk(Trace trace, const std::function<std::optional<Failure>(const Trace&)>& fails) {
  const auto cut = [&] {
    if (const auto failure = fails(trace)) trace.resize(failure->at + 1);
  };
  cut();
  for (std::size_t count = std::max<std::size_t>(trace.size() / 2, 1); count > 0; count /= 2) {
    for (std::size_t first = 0; first + count <= trace.size();) {
      Trace shorter = without(trace, first, count);
      if (fails(shorter)) {
        trace = std::move(shorter);
        cut();
      } else {
        first += count;
      }
    }
  }
  for (std::size_t at = 0; at < trace.size();) {
    Trace shorter = without(trace, at, 1);
    if (!fails(shorter)) {
      ++at;
      continue;
    }
    trace = std::move(shorter);
    at = 0;
  }
  plainer(trace, fails);
  return trace;
}

}  // namespace gatehouse::simulator
