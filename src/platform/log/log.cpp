#include "platform/log/log.hpp"

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/sink.h>
#include <unistd.h>

#include <csignal>

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "platform/log/json_line.hpp"
#include "platform/log/output.hpp"

namespace gatehouse::log {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t queue_lines = 4096;
constexpr milliseconds retry_every{100};
/// How long `stop` waits for a reader that does not read, and a line outside the queue for one that is slow.
constexpr milliseconds patience{1000};

thread_local std::string_view current_request;

struct State {
  Output output{STDOUT_FILENO};
  std::atomic<Level> least{Level::info};
  std::atomic<std::uint64_t> lost{0};       // lines that no reader took
  std::atomic<std::uint64_t> overrun{0};    // lines that left the queues of earlier starts
  std::atomic<std::int64_t> give_up_at{0};  // of the monotonic clock, in ms; 0: do not give up

  std::shared_mutex turn;  // exclusive: start, stop
  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<spdlog::async_logger> logger;
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

/// Runs on the writing thread alone.
class OutputSink final : public spdlog::sinks::sink {
 public:
  /// The queue that this thread serves, and that outlives it. Told before the first line.
  void serve(spdlog::details::thread_pool& pool) { pool_ = &pool; }

  void log(const spdlog::details::log_msg& message) override {
    if (put({message.payload.data(), message.payload.size()})) {
      tell_what_was_dropped();
    } else {
      ++state().lost;
    }
  }
  void flush() override {}
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  static bool put(std::string_view line) {
    for (;;) {
      const std::int64_t give_up_at = state().give_up_at;
      const bool too_late = give_up_at != 0 && monotonic_millis() >= give_up_at;
      const Written written = state().output.write(line, too_late ? milliseconds{0} : retry_every);
      if (written == Written::yes) return true;
      if (written == Written::never || too_late) return false;
    }
  }

  void tell_what_was_dropped() {
    const std::uint64_t dropped_now = state().lost + pool_->overrun_counter();
    if (dropped_now == told_) return;
    const auto count = static_cast<std::int64_t>(dropped_now - told_);
    const std::string line =
        json_line(SystemClock{}.now(), Level::warn, "log_lines_dropped", {}, {{"count", count}});
    if (put(line)) told_ = dropped_now;
  }

  spdlog::details::thread_pool* pool_ = nullptr;
  std::uint64_t told_ = state().lost;
};

/// The writing thread takes no signal: whoever waits for SIGTERM gets it, whenever the log was started.
std::shared_ptr<spdlog::details::thread_pool> make_pool() {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  auto pool = std::make_shared<spdlog::details::thread_pool>(queue_lines, 1);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return pool;
}

std::string line_now(Level level, std::string_view event, std::initializer_list<Field> fields) {
  return json_line(SystemClock{}.now(), level, event, current_request, fields);
}

}  // namespace

void start(Level level) {
  State& here = state();
  const std::scoped_lock turn(here.turn);
  here.least = level;
  if (here.pool) return;
  here.give_up_at = 0;
  here.pool = make_pool();
  const auto sink = std::make_shared<OutputSink>();
  sink->serve(*here.pool);
  here.logger = std::make_shared<spdlog::async_logger>("gatehouse", sink, here.pool,
                                                       spdlog::async_overflow_policy::overrun_oldest);
  here.logger->set_level(spdlog::level::trace);
}

void stop() {
  State& here = state();
  std::shared_ptr<spdlog::details::thread_pool> pool;
  {
    const std::scoped_lock turn(here.turn);
    if (!here.pool) return;
    here.give_up_at = monotonic_millis() + patience.count();
    pool = std::move(here.pool);
    here.logger.reset();
  }
  here.overrun += pool->overrun_counter();
  pool.reset();  // writes what is queued, then joins the thread
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  State& here = state();
  if (level < here.least.load(std::memory_order_relaxed)) return;
  const std::string line = line_now(level, event, fields);
  const std::shared_lock turn(here.turn);
  if (here.logger) {
    here.logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
  } else if (here.output.write(line, patience) != Written::yes) {
    ++here.lost;
  }
}

bool deliver(std::string_view event, std::initializer_list<Field> fields, milliseconds wait) {
  return state().output.write(line_now(Level::info, event, fields), wait) == Written::yes;
}

std::uint64_t dropped() {
  State& here = state();
  const std::shared_lock turn(here.turn);
  return here.lost + here.overrun + (here.pool ? here.pool->overrun_counter() : 0);
}

void to_descriptor(int descriptor) { state().output.redirect(descriptor); }

RequestScope::RequestScope(std::string_view request_id) : outer_(current_request) {
  current_request = request_id;
}

RequestScope::~RequestScope() { current_request = outer_; }

std::string_view current_request_id() { return current_request; }

}  // namespace gatehouse::log
