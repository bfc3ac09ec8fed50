#pragma once

// Finds the end of an answer in what has been read so far. Only what our servers and their yardsticks send: a
// status, and a body with its length told.

#include <cstddef>
#include <optional>
#include <string_view>

namespace load {

struct Answer {
  int status = 0;
  std::size_t length = 0;  // of head and body together
  std::string_view head;
  std::string_view body;
  bool closes = false;
};

enum class Reading { whole, more, malformed };

/// Fills `answer` where `text` begins with a whole one.
Reading read_answer(std::string_view text, Answer& answer);

/// The value of a header field, whatever the case of its name.
std::optional<std::string_view> field(std::string_view head, std::string_view name);

}  // namespace load
