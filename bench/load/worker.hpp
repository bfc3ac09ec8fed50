#pragma once

// One thread of the load: its connections, all kept open, behind one epoll.

#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "answer.hpp"
#include "plan.hpp"
#include "requests.hpp"
#include "schedule.hpp"
#include "tally.hpp"

namespace load {

/// The answers themselves, for whoever wants to look at each.
class Keeper {
 public:
  explicit Keeper(const std::string& file);
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  void keep(std::size_t request, const Answer& answer);

 private:
  std::mutex mutex_;
  std::FILE* file_;
};

/// When counting begins, and when nothing more is sent.
struct Span {
  Clock::time_point start;
  Clock::time_point counted_from;
  Clock::time_point end;
};

class Worker {
 public:
  /// Connects; `number` counts the threads from 0.
  Worker(const Plan& plan, std::size_t number, Requests& requests, Keeper* keeper);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Sends and counts until the span is over and everything is answered.
  void run(const Span& span);

  const Tally& tally() const { return tally_; }

 private:
  struct Connection {
    int socket = -1;
    bool busy = false;
    std::size_t request = 0;
    std::size_t sent = 0;
    Clock::time_point due;
    std::string in;
    std::size_t filled = 0;
  };

  void connect(std::size_t place);
  void reconnect(std::size_t place);
  bool may_send() const;
  void send_next(std::size_t place, Clock::time_point due);
  void send_rest(Connection& connection);
  void send_what_is_due();
  void arm_timer();
  void on_event(std::size_t place);
  bool fill(Connection& connection);
  void on_answer(std::size_t place, const Answer& answer);
  void on_loss(std::size_t place);

  const Plan& plan_;
  Requests& requests_;
  Keeper* keeper_;
  std::size_t next_request_;
  std::size_t left_;  // requests that may still be sent
  int poll_;
  int timer_ = -1;
  std::vector<Connection> connections_;
  std::deque<std::size_t> idle_;      // longest first, so that all connections are used
  std::optional<Schedule> schedule_;  // open loop only
  Span span_{};
  std::size_t busy_ = 0;
  Tally tally_;
};

}  // namespace load
