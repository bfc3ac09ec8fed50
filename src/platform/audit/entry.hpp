#pragma once

// An event as it is stored.

#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::audit {

struct Entry {
  std::int64_t at = 0;  // milliseconds since 1970
  std::string what;
  std::string outcome;
  std::optional<std::int64_t> user{};
  std::optional<std::string> address{};
  std::optional<std::string> session{};
  std::optional<std::string> request{};
};

}  // namespace gatehouse::audit
