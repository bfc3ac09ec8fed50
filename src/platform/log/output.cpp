#include "platform/log/output.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace gatehouse::log {
namespace {

/// A pipe that polls as writable takes this much without blocking, even where the descriptor is a blocking
/// one, and takes it whole (PIPE_BUF).
constexpr std::size_t chunk = 4096;

/// As many lines as one write may have, or the beginning of one that is longer.
std::string_view next_chunk(std::string_view text) {
  if (text.size() <= chunk) return text;
  const auto last = text.substr(0, chunk).rfind('\n');
  return text.substr(0, last == std::string_view::npos ? chunk : last + 1);
}

bool wait_until_writable(int descriptor, std::chrono::steady_clock::time_point deadline) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd target{descriptor, POLLOUT, 0};
    const int ready = poll(&target, 1, static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // `write` tells what is wrong
    if (std::chrono::steady_clock::now() >= deadline) return false;
  }
}

}  // namespace

Written Output::push(std::string_view& text, Deadline deadline) {
  while (!text.empty()) {
    if (!wait_until_writable(descriptor_, deadline)) return Written::not_yet;
    const std::string_view part = next_chunk(text);
    const ssize_t sent = ::write(descriptor_, part.data(), part.size());
    if (sent > 0) {
      text.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent == 0 || (errno != EAGAIN && errno != EINTR)) {
      return Written::never;
    }
  }
  return Written::yes;
}

Written Output::push_rest(Deadline deadline) {
  std::string_view rest = rest_;
  const Written written = push(rest, deadline);
  rest_.erase(0, written == Written::never ? rest_.size() : rest_.size() - rest.size());
  return written;
}

/// Takes the rest of the line that `lines` now begins within.
void Output::keep_rest(std::string_view& lines) {
  rest_ = lines.substr(0, lines.find('\n') + 1);
  lines.remove_prefix(rest_.size());
}

Written Output::write_lines(std::string_view& lines, std::chrono::milliseconds wait) {
  const Deadline deadline = std::chrono::steady_clock::now() + wait;
  const std::unique_lock turn(one_at_a_time_, deadline);
  if (!turn.owns_lock()) return Written::not_yet;
  if (const Written earlier = push_rest(deadline); earlier != Written::yes) return earlier;

  const std::string_view all = lines;
  const Written now = push(lines, deadline);
  const std::size_t sent = all.size() - lines.size();
  const bool cut = sent > 0 && all[sent - 1] != '\n';
  if (now == Written::not_yet && cut) keep_rest(lines);
  return now;
}

void Output::redirect(int descriptor) {
  const std::scoped_lock turn(one_at_a_time_);
  descriptor_ = descriptor;
  rest_.clear();
}

}  // namespace gatehouse::log
