#include "platform/http/lane.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double newest_weight = 0.1;  // of one run in the smoothed run time

// Linux keeps a priority for each thread, and means the thread by its id. Failing is harmless.
void lower_priority(int nice) {
  if (nice != 0) setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), nice);
}

// A job must not throw; one that does costs itself, never the thread.
void call(const std::function<void()>& step, const std::string& lane) {
  try {
    if (step) step();
  } catch (const std::exception& error) {
    log::error("lane_job_failed", {{"lane", lane}, {"what", std::string_view(error.what())}});
  } catch (...) {
    log::error("lane_job_failed", {{"lane", lane}});
  }
}

}  // namespace

struct Lane::Work {
  struct Waiting {
    Ticket ticket;
    Job job;
    Clock::time_point since;
  };

  explicit Work(LaneOptions given) : options(std::move(given)) {}

  bool is_hopeless() const {
    const Seconds expected{static_cast<double>(queue.size()) * mean_run.count() /
                           static_cast<double>(threads.size())};
    return expected > options.deadline;
  }

  /// Behind those that the free threads are about to take.
  auto first_in_line() {
    return queue.begin() + static_cast<std::ptrdiff_t>(std::min(queue.size(), threads.size() - running));
  }

  void serve();
  void take(Waiting next);
  void note_run(Seconds run);

  const LaneOptions options;
  mutable std::mutex mutex;
  std::condition_variable arrived;
  std::deque<Waiting> queue;
  Ticket next_ticket = 0;
  std::size_t running = 0;
  std::uint64_t refused = 0;
  Seconds mean_run{0};
  bool stopping = false;
  std::vector<std::thread> threads;
};

void Lane::Work::serve() {
  ::pthread_setname_np(::pthread_self(), options.name.substr(0, 15).c_str());
  lower_priority(options.nice);
  std::unique_lock lock(mutex);
  for (;;) {
    arrived.wait(lock, [this] { return stopping || !queue.empty(); });
    if (queue.empty()) return;
    Waiting next = std::move(queue.front());
    queue.pop_front();
    ++running;
    lock.unlock();
    take(std::move(next));
    lock.lock();
    --running;
  }
}

void Lane::Work::take(Waiting next) {
  if (next.job.abandoned && next.job.abandoned()) return;
  const auto start = Clock::now();
  if (start - next.since > options.deadline) {
    {
      const std::lock_guard lock(mutex);
      ++refused;
    }
    return call(next.job.refuse, options.name);
  }
  call(next.job.run, options.name);
  note_run(Clock::now() - start);
}

void Lane::Work::note_run(Seconds run) {
  const std::lock_guard lock(mutex);
  mean_run = mean_run.count() == 0 ? run : mean_run * (1 - newest_weight) + run * newest_weight;
}

Lane::Lane(LaneOptions options) : work_(std::make_unique<Work>(std::move(options))) {
  try {
    for (std::size_t i = 0; i < std::max<std::size_t>(work_->options.threads, 1); ++i)
      work_->threads.emplace_back([work = work_.get()] { work->serve(); });
  } catch (...) {
    stop();  // the threads that could be had would outlive the lane
    throw;
  }
}

Lane::~Lane() { stop(); }

std::optional<Lane::Ticket> Lane::submit(Job job) {
  Ticket ticket = 0;
  {
    const std::lock_guard lock(work_->mutex);
    if (work_->stopping || work_->queue.size() >= work_->options.queue || work_->is_hopeless()) {
      ++work_->refused;
      return std::nullopt;
    }
    ticket = work_->next_ticket++;
    work_->queue.push_back({ticket, std::move(job), Clock::now()});
  }
  work_->arrived.notify_one();
  return ticket;
}

bool Lane::withdraw(Ticket ticket) {
  Job gone;  // ends after the lock
  const std::lock_guard lock(work_->mutex);
  auto& queue = work_->queue;
  const auto found =
      std::ranges::lower_bound(work_->first_in_line(), queue.end(), ticket, {}, &Work::Waiting::ticket);
  if (found == queue.end() || found->ticket != ticket) return false;
  gone = std::move(found->job);
  queue.erase(found);
  return true;
}

LaneStatus Lane::status() const {
  const std::lock_guard lock(work_->mutex);
  return {work_->queue.size(), work_->running, work_->refused};
}

const LaneOptions& Lane::options() const { return work_->options; }

void Lane::stop() {
  {
    const std::lock_guard lock(work_->mutex);
    work_->stopping = true;
  }
  work_->arrived.notify_all();
  for (auto& thread : work_->threads)
    if (thread.joinable()) thread.join();
}

}  // namespace gatehouse::http
