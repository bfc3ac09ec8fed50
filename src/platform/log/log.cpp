#include "platform/log/log.hpp"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

#include "platform/log/json_line.hpp"
#include "platform/log/line_queue.hpp"
#include "platform/log/output.hpp"

namespace gatehouse::log {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds retry_every{100};
/// How long `stop` waits for a reader that does not read, and a line outside the queue for one that is slow.
constexpr milliseconds patience{1000};

thread_local std::string_view current_request;

struct State {
  Output output{STDOUT_FILENO};
  LineQueue queue;
  std::atomic<Level> least{Level::info};
  std::atomic<std::uint64_t> lost{0};       // lines that no reader took
  std::atomic<std::int64_t> give_up_at{0};  // of the monotonic clock, in ms; 0: do not give up

  std::mutex turn;  // of start and stop
  std::thread thread;
};

/// Never destroyed: threads may log until the very end.
State& state() {
  static State& only = *new State;
  return only;
}

std::int64_t monotonic_millis() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// What the writing thread does.
class Writing {
 public:
  void operator()() {
    for (std::string_view lines = here_.queue.take(); !lines.empty(); lines = here_.queue.take()) {
      if (put(lines)) tell_what_was_dropped();
    }
  }

 private:
  /// False, with the lines that are left counted as lost, where nobody takes them.
  bool put(std::string_view lines) {
    for (;;) {
      const std::int64_t give_up_at = here_.give_up_at;
      const bool too_late = give_up_at != 0 && monotonic_millis() >= give_up_at;
      const Written written = here_.output.write_lines(lines, too_late ? milliseconds{0} : retry_every);
      if (written == Written::yes) return true;
      if (written == Written::not_yet && !too_late) continue;
      here_.lost += static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
      return false;
    }
  }

  void tell_what_was_dropped() {
    const std::uint64_t dropped_now = dropped();
    if (dropped_now == told_) return;
    const auto count = static_cast<std::int64_t>(dropped_now - told_);
    const std::string line =
        json_line(SystemClock{}.now(), Level::warn, "log_lines_dropped", {}, {{"count", count}});
    if (put(line)) told_ = dropped_now;
  }

  State& here_ = state();
  std::uint64_t told_ = dropped();
};

/// The writing thread takes no signal: whoever waits for SIGTERM gets it, whenever the log was started.
std::thread start_writing() {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(Writing{});
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

std::string line_now(Level level, std::string_view event, std::initializer_list<Field> fields) {
  return json_line(SystemClock{}.now(), level, event, current_request, fields);
}

}  // namespace

void start(Level level) {
  State& here = state();
  const std::scoped_lock turn(here.turn);
  here.least = level;
  if (here.thread.joinable()) return;
  here.give_up_at = 0;
  here.queue.open();
  here.thread = start_writing();
}

void stop() {
  State& here = state();
  const std::scoped_lock turn(here.turn);
  if (!here.thread.joinable()) return;
  here.give_up_at = monotonic_millis() + patience.count();
  here.queue.close();
  here.thread.join();
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  State& here = state();
  if (level < here.least.load(std::memory_order_relaxed)) return;
  const std::string line = line_now(level, event, fields);
  if (here.queue.push(line)) return;
  if (here.output.write(line, patience) != Written::yes) ++here.lost;
}

bool deliver(std::string_view event, std::initializer_list<Field> fields, milliseconds wait) {
  return state().output.write(line_now(Level::info, event, fields), wait) == Written::yes;
}

std::uint64_t dropped() { return state().lost + state().queue.overrun(); }

void to_descriptor(int descriptor) { state().output.redirect(descriptor); }

RequestScope::RequestScope(std::string_view request_id) : outer_(current_request) {
  current_request = request_id;
}

RequestScope::~RequestScope() { current_request = outer_; }

std::string_view current_request_id() { return current_request; }

}  // namespace gatehouse::log
