// Sends HTTP requests as fast as they are answered (closed loop) or at a rate (open loop), and tells as JSON
// what came back and when. Written for two cores that it shares with the server it measures: each request
// costs it about one system call to send and two to read.

#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include "worker.hpp"

namespace load {
namespace {

constexpr auto never = std::chrono::hours(24);

Span span_of(const Plan& plan) {
  const auto part = [](double seconds) {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
  };
  const auto start = Clock::now();
  const auto counted_from = start + part(plan.warm_up);
  return {start, counted_from, plan.seconds > 0 ? counted_from + part(plan.seconds) : start + never};
}

void tell_statuses(const char* name, const std::map<int, std::uint64_t>& statuses) {
  std::cout << ",\"" << name << "\":{";
  const char* comma = "";
  for (const auto& [status, count] : statuses) {
    std::cout << comma << '"' << status << "\":" << count;
    comma = ",";
  }
  std::cout << '}';
}

void tell_time(const char* name, std::uint64_t nanoseconds) {
  std::cout << ",\"" << name << "\":" << static_cast<double>(nanoseconds) / 1e6;
}

void tell(const Tally& tally, double seconds) {
  std::cout << "{\"seconds\":" << seconds;
  tell_statuses("in_time", tally.in_time);
  tell_statuses("in_all", tally.in_all);
  std::cout << ",\"timed\":" << tally.times.total();
  tell_time("p50_ms", tally.times.quantile(0.5));
  tell_time("p90_ms", tally.times.quantile(0.9));
  tell_time("p99_ms", tally.times.quantile(0.99));
  tell_time("p999_ms", tally.times.quantile(0.999));
  tell_time("longest_ms", tally.times.longest());
  std::cout << ",\"without_retry_after\":" << tally.without_retry_after << ",\"cut\":" << tally.cut
            << ",\"malformed\":" << tally.malformed << ",\"not_carried\":" << tally.not_carried
            << ",\"unanswered\":" << tally.unanswered << ",\"unsent\":" << tally.unsent << "}\n";
}

void run(const Plan& plan) {
  Requests requests(plan.requests);
  const auto keeper = plan.keep.empty() ? nullptr : std::make_unique<Keeper>(plan.keep);
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t number = 0; number < plan.threads; ++number)
    workers.push_back(std::make_unique<Worker>(plan, number, requests, keeper.get()));
  const Span span = span_of(plan);
  {
    std::vector<std::jthread> threads;
    for (const auto& worker : workers) threads.emplace_back([&] { worker->run(span); });
  }
  const auto over = std::min(span.end, Clock::now());
  Tally tally;
  for (const auto& worker : workers) tally.merge(worker->tally());
  if (!plan.save.empty()) requests.save(plan.save);
  tell(tally, std::chrono::duration<double>(over - span.counted_from).count());
}

}  // namespace
}  // namespace load

int main(int count, char** arguments) {
  try {
    load::run(load::read_plan(count, arguments));
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << "load: " << fault.what() << '\n';
    return 1;
  }
}
