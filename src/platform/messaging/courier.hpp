#pragma once

// One round of the relay's work, without its thread: carries what is due, and sweeps what is old.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/messaging/hand_over.hpp"
#include "platform/messaging/outbox_rows.hpp"
#include "platform/messaging/relay.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::messaging {

struct Subscription {
  std::string name;
  Relay::Handler handler;
};

/// Used by one thread at a time.
class Courier {
 public:
  Courier(sql::Database& database, const Clock& clock, const RelayOptions& options, HandOver& hand_over)
      : database_(database), clock_(clock), options_(options), hand_over_(hand_over) {}

  void subscribe(std::string type, Subscription subscription);

  /// How many messages it could do something about; none: there is nothing to do before `next_retry`, as far
  /// as this server knows. Throws where the database cannot be used; a failing handler is no failure of the
  /// round. What a round costs does not grow with what waits, and a subject of which much waits gives way to
  /// the others.
  std::size_t carry(const std::function<bool()>& stopping);
  std::optional<Time> next_retry() const { return next_retry_; }

  /// Goes on with the next sweep where there is more to delete than one should.
  void sweep(const std::function<bool()>& stopping);

 private:
  enum class Step { not_ours, done, failed };
  struct Attempt {
    Step step = Step::not_ours;
    std::int64_t failed_before = 0;
    std::string error{};
  };
  struct Failure {
    std::string handler;
    Attempt attempt;
  };
  /// What one look at all that is due shows of one subject.
  struct Queue {
    DueMessage front;
    std::int64_t lowest = 0;  // ids
    std::int64_t highest = 0;
    std::int64_t seen = 1;
  };

  static std::vector<Queue> queues_of(std::vector<DueMessage> due);
  const std::vector<Subscription>& subscriptions_of(const std::string& type) const;
  std::size_t carry(const Queue& queue, const std::function<bool()>& stopping);
  Step carry(const DueMessage& due);
  Step deliver_to_nobody(const DueMessage& due);
  Attempt attempt(const DueMessage& due, const Subscription& subscription, bool last);
  void handle(const DueMessage& due, const Subscription& subscription, Attempt& attempt);
  void hand_over(const DueMessage& due, Attempt& attempt);
  void clear_up();
  template <class DeleteSome>
  void delete_old(DeleteSome delete_some, Time before, const std::function<bool()>& stopping);
  void record(const Failure& failure, const DueMessage& due);
  std::chrono::milliseconds wait_after(std::int64_t failures) const;

  sql::Database& database_;
  const Clock& clock_;
  const RelayOptions options_;
  HandOver& hand_over_;
  std::map<std::string, std::vector<Subscription>, std::less<>> subscriptions_;
  std::optional<Time> next_retry_;
};

}  // namespace gatehouse::messaging
