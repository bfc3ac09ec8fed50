#pragma once

// One step of a simulation as a line of a trace: what is done, and small numbers that say with what. A number
// picks from what there is at that moment, so a line keeps a meaning whatever else is left out of its trace.

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/simulator/store.hpp"

namespace gatehouse::simulator {

enum class Act : std::size_t {
  sign_up,           // nickname, address, password
  sign_in,           // nickname, password
  sign_in_by_email,  // address, password
  view,              // token
  update,            // token, nickname, address, new password, current password; each of these 0: not given
  remove,            // token, password
  request_code,      // user, address
  verify,            // user, address, which guess
  refresh,           // session, how many generations ago
  sign_out,          // token, scope
  end_session,       // token, session
  request_reset,     // address
  reset,             // reset, which guess, password
  undo,              // link
  undo_password,     // link, password
  deliver,           //
  sweep,             //
  wait,              // milliseconds; below zero: the clock is set back
  count_,
};

struct Operation {
  Act act = Act::wait;
  std::array<std::int64_t, 5> with{};
  CrashPlan crash{};
  bool twice = false;  // bodies of transactions are run twice
};

using Trace = std::vector<Operation>;

std::string name_of(Act act);
/// `verify 3 1 0 0 0 crash 2 after`
std::string to_text(const Operation& operation);
/// Throws `std::runtime_error` for what is no such line.
Operation parse_operation(const std::string& line);

/// The same for the same seed, for ever.
Trace generate(std::uint64_t seed, std::size_t length);

}  // namespace gatehouse::simulator
