#pragma once

// All checks over one installation.

#include <string>
#include <vector>

#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {

struct Finding {
  std::string id;
  std::string what;
  std::string why;
  std::string remedy;
};

/// In the order in which they are looked at, settings that were refused first. Where those are refused,
/// nothing else can be looked at.
std::vector<Finding> examine(const Loaded& loaded);

/// How many checks there are.
std::size_t check_count();

}  // namespace gatehouse::server::doctor
