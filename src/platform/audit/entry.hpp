#pragma once

// An event as it is stored.

#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::audit {

/// What it says.
struct Entry {
  std::int64_t at = 0;  // milliseconds since 1970
  std::string what;
  std::string outcome;
  std::optional<std::int64_t> user{};
  std::optional<std::string> address{};
  std::optional<std::string> session{};
  std::optional<std::string> request{};
};

/// Its row.
struct Event {
  std::int64_t id = 0;
  Entry entry;
  std::optional<std::int64_t> position{};  // absent: it waits for its place in the chain
  std::string hash;                        // in its place, or of the recorder as long as it waits
};

}  // namespace gatehouse::audit
