#pragma once

// What a target claims of the product. A claim that does not hold says where it stands, and ends the target,
// which libFuzzer takes for a finding.

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace gatehouse::fuzz {

inline void check(bool holds, const char* claim = "",
                  std::source_location where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: this does not hold: %s\n", where.file_name(), where.line(), claim);
  std::abort();
}

}  // namespace gatehouse::fuzz
