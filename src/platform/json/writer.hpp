#pragma once

// Appends JSON to a string without a document in between: an answer is written straight from the value it
// shows.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::json {

/// Quoted and escaped. Bytes that are no UTF-8 are written as U+FFFD, so that a damaged row cannot damage the
/// answer.
void write(std::string& out, std::string_view text);
void write(std::string& out, std::int64_t number);
/// Of `bool` alone: a pointer to characters must not become `true`.
template <std::same_as<bool> Flag>
void write(std::string& out, Flag value) {
  out += value ? "true" : "false";
}

}  // namespace gatehouse::json
