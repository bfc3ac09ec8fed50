#pragma once

// The log: JSON lines on standard output, one for each event, written by a thread of its own through a
// bounded queue. When the reader is slower than the writers the oldest lines are dropped and counted; a
// request never waits for a log. A value cannot break a line: control characters, U+2028 and U+2029 are
// escaped, invalid UTF-8 is replaced.

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace gatehouse::log {

enum class Level { debug, info, warn, error };

using Value = std::variant<std::int64_t, double, bool, std::string_view>;
using Field = std::pair<std::string_view, Value>;

/// Starts the writing thread; lines before this go out at once. `level`: the least that is written.
void start(Level level);
/// Writes what is queued and ends the thread.
void stop();

/// `{"ts":…,"level":…,"event":…,"request_id":…,fields…}`. Thread-safe, never blocks.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void debug(std::string_view event, std::initializer_list<Field> f = {}) {
  write(Level::debug, event, f);
}
inline void info(std::string_view event, std::initializer_list<Field> f = {}) {
  write(Level::info, event, f);
}
inline void warn(std::string_view event, std::initializer_list<Field> f = {}) {
  write(Level::warn, event, f);
}
inline void error(std::string_view event, std::initializer_list<Field> f = {}) {
  write(Level::error, event, f);
}

/// Writes one line past the queue, whatever the level, and returns once the system has it: for a line that is
/// itself a delivery (the code that the `log` mailer writes). False where the reader did not take it within
/// `wait`.
bool deliver(std::string_view event, std::initializer_list<Field> fields, std::chrono::milliseconds wait);

/// Lines dropped since the start.
std::uint64_t dropped();

/// Where lines go from now on; standard output unless told otherwise. The descriptor stays its owner's.
void to_descriptor(int descriptor);

/// Lines written on this thread within its life carry the id.
class RequestScope {
 public:
  explicit RequestScope(std::string_view request_id);
  ~RequestScope();
  RequestScope(const RequestScope&) = delete;
  RequestScope& operator=(const RequestScope&) = delete;

 private:
  std::string_view outer_;
};

/// Of the innermost scope of this thread, for its life; empty outside: to open a scope on another thread that
/// works for this one.
std::string_view current_request_id();

}  // namespace gatehouse::log
