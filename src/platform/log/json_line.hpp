#pragma once

// One event as one line of JSON. Values come from anywhere, requests included, so whatever could end the
// line, steer a terminal or turn the reading direction is escaped, and invalid UTF-8 is replaced; a line has
// a bound, so that the queue has one in bytes too.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::log {

/// A text value longer than this is cut, and ends in `…`.
inline constexpr std::size_t max_text_value = 2048;
/// Aimed at by cutting text values: a pipe takes a line of this length whole or not at all (PIPE_BUF).
inline constexpr std::size_t max_line = 4096;

/// The line with its line feed. `request_id` is left out where it is empty.
std::string json_line(Time time, Level level, std::string_view event, std::string_view request_id,
                      std::initializer_list<Field> fields);

std::string_view name_of(Level level);

}  // namespace gatehouse::log
