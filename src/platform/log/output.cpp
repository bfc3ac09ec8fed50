#include "platform/log/output.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace gatehouse::log {
namespace {

/// A pipe that polls as writable takes this much without blocking, even where the descriptor is a blocking
/// one.
constexpr std::size_t chunk = 4096;

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
    const ssize_t sent = ::write(descriptor_, text.data(), std::min(text.size(), chunk));
    if (sent > 0) {
      text.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent == 0 || (errno != EAGAIN && errno != EINTR)) {
      return Written::never;
    }
  }
  return Written::yes;
}

Written Output::write(std::string_view line, std::chrono::milliseconds wait) {
  const Deadline deadline = std::chrono::steady_clock::now() + wait;
  const std::unique_lock turn(one_at_a_time_, deadline);
  if (!turn.owns_lock()) return Written::not_yet;

  std::string_view rest = rest_;
  const Written earlier = push(rest, deadline);
  rest_.erase(0, rest_.size() - rest.size());
  if (earlier == Written::not_yet) return earlier;
  if (earlier == Written::never) {
    rest_.clear();
    return earlier;
  }

  const std::size_t whole = line.size();
  const Written now = push(line, deadline);
  if (now == Written::not_yet && line.size() < whole) rest_ = line;
  return now;
}

void Output::redirect(int descriptor) {
  const std::scoped_lock turn(one_at_a_time_);
  descriptor_ = descriptor;
  rest_.clear();
}

}  // namespace gatehouse::log
