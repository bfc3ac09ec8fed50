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

/// One after the other, and a single line before many.
class Output::Turn {
 public:
  /// Waits until `deadline` at the latest.
  Turn(Output& output, Deadline deadline, Kind kind) : output_(output) {
    std::unique_lock lock(output_.mutex_);
    if (kind == Kind::single) ++output_.singles_;
    ours_ = output_.changed_.wait_until(lock, deadline, [this, kind] {
      return !output_.busy_ && (kind == Kind::single || output_.singles_ == 0);
    });
    if (kind == Kind::single) --output_.singles_;
    if (ours_) output_.busy_ = true;
    if (!ours_ && kind == Kind::single) output_.changed_.notify_all();
  }
  ~Turn() {
    if (!ours_) return;
    const std::scoped_lock lock(output_.mutex_);
    output_.busy_ = false;
    output_.changed_.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool ours() const { return ours_; }

 private:
  Output& output_;
  bool ours_ = false;
};

bool Output::asked_for() {
  const std::scoped_lock lock(mutex_);
  return singles_ > 0;
}

Written Output::push(std::string_view& text, Deadline deadline, Kind kind) {
  while (!text.empty()) {
    if (!wait_until_writable(descriptor_, deadline)) return Written::not_yet;
    const std::string_view part = next_chunk(text);
    const ssize_t sent = ::write(descriptor_, part.data(), part.size());
    if (sent > 0) {
      text.remove_prefix(static_cast<std::size_t>(sent));
      if (kind == Kind::many && part[static_cast<std::size_t>(sent) - 1] == '\n' && asked_for()) break;
    } else if (sent == 0 || (errno != EAGAIN && errno != EINTR)) {
      return Written::never;
    }
  }
  return text.empty() ? Written::yes : Written::not_yet;
}

Written Output::push_rest(Deadline deadline) {
  std::string_view rest = rest_;
  const Written written = push(rest, deadline, Kind::single);
  rest_.erase(0, written == Written::never ? rest_.size() : rest_.size() - rest.size());
  return written;
}

/// Takes the rest of the line that `lines` now begins within.
void Output::keep_rest(std::string_view& lines) {
  rest_ = lines.substr(0, lines.find('\n') + 1);
  lines.remove_prefix(rest_.size());
}

Written Output::write_in_turn(std::string_view& lines, Deadline deadline, Kind kind) {
  const Turn turn(*this, deadline, kind);
  if (!turn.ours()) return Written::not_yet;
  if (const Written earlier = push_rest(deadline); earlier != Written::yes) return earlier;

  const std::string_view all = lines;
  const Written now = push(lines, deadline, kind);
  const std::size_t sent = all.size() - lines.size();
  const bool cut = sent > 0 && all[sent - 1] != '\n';
  if (now == Written::not_yet && cut) keep_rest(lines);
  return now;
}

Written Output::write(std::string_view line, std::chrono::milliseconds wait) {
  return write_in_turn(line, std::chrono::steady_clock::now() + wait, Kind::single);
}

Written Output::write_lines(std::string_view& lines, std::chrono::milliseconds wait) {
  return write_in_turn(lines, std::chrono::steady_clock::now() + wait, Kind::many);
}

void Output::redirect(int descriptor) {
  const Turn turn(*this, Deadline::max(), Kind::single);
  descriptor_ = descriptor;
  rest_.clear();
}

}  // namespace gatehouse::log
