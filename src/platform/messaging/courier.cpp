#include "platform/messaging/courier.hpp"

#include <algorithm>
#include <exception>

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::messaging {
namespace {

constexpr std::int64_t most_in_a_round = 64;
constexpr std::int64_t most_of_a_subject = 16;
constexpr std::int64_t most_at_once = 500;
constexpr int most_in_a_sweep = 100;  // times `most_at_once`: messages wait meanwhile
constexpr std::size_t longest_error = 500;

/// An exception may say anything; the table takes text, and not too much.
std::string storable(std::string_view words) {
  std::string text(words.substr(0, longest_error));
  std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

void Courier::subscribe(std::string type, Subscription subscription) {
  subscriptions_[std::move(type)].push_back(std::move(subscription));
}

const std::vector<Subscription>& Courier::subscriptions_of(const std::string& type) const {
  static const std::vector<Subscription> none;
  const auto found = subscriptions_.find(type);
  return found == subscriptions_.end() ? none : found->second;
}

std::size_t Courier::carry(const std::function<bool()>& stopping) {
  clear_up();
  const Time now = clock_.now();
  if (next_retry_ && *next_retry_ <= now) next_retry_.reset();
  const std::vector<Queue> queues = queues_of(database_.read(
      [&](sql::Connection& connection) { return due_messages(connection, now, most_in_a_round); }));
  std::size_t carried = 0;
  for (const Queue& queue : queues) {
    if (stopping()) break;
    carried += carry(queue, stopping);
  }
  return carried;
}

std::vector<Courier::Queue> Courier::queues_of(std::vector<DueMessage> due) {
  std::vector<Queue> queues;
  std::map<std::string, std::size_t, std::less<>> places;
  for (DueMessage& message : due) {
    const std::int64_t id = message.id;
    const auto [place, is_new] = places.try_emplace(message.message.subject, queues.size());
    if (is_new) {
      queues.push_back({.front = std::move(message), .lowest = id, .highest = id});
      continue;
    }
    Queue& queue = queues[place->second];
    queue.lowest = std::min(queue.lowest, id);
    queue.highest = std::max(queue.highest, id);
    ++queue.seen;
  }
  return queues;
}

/// Carries on with the subject up to its share of a round. What is left of those that were seen, also those
/// whose oldest is put off, steps back: the next look sees others.
std::size_t Courier::carry(const Queue& queue, const std::function<bool()>& stopping) {
  if (queue.seen == 1 && queue.front.oldest) return carry(queue.front) == Step::not_ours ? 0 : 1;
  const std::string& subject = queue.front.message.subject;
  const auto due = database_.read([&](sql::Connection& connection) {
    return due_messages_of(connection, subject, clock_.now(), most_of_a_subject);
  });
  std::size_t carried = 0;
  std::int64_t left = queue.seen;
  for (const DueMessage& message : due) {
    if (stopping()) return carried;
    const Step step = carry(message);
    if (step != Step::not_ours) ++carried;
    if (step != Step::done) break;
    --left;
  }
  if (left <= 0) return carried;
  return carried + static_cast<std::size_t>(database_.write(
                       [&](sql::Connection& connection) {
                         return step_back(connection, subject, queue.lowest, queue.highest);
                       },
                       sql::Durability::relaxed));
}

/// Each handler has its own transaction, so that one that fails does not undo the others.
Courier::Step Courier::carry(const DueMessage& due) {
  const std::vector<Subscription>& subscriptions = subscriptions_of(due.message.type);
  if (subscriptions.empty()) return deliver_to_nobody(due);
  std::optional<Failure> first_failure;
  Step step = Step::done;
  for (const Subscription& subscription : subscriptions) {
    const bool last = !first_failure && &subscription == &subscriptions.back();
    Attempt tried = attempt(due, subscription, last);
    step = tried.step;
    if (step == Step::not_ours) break;
    if (step == Step::failed && !first_failure) first_failure = {subscription.name, std::move(tried)};
  }
  if (!first_failure) return step;
  record(*first_failure, due);  // after all: it puts the message off
  return Step::failed;
}

Courier::Step Courier::deliver_to_nobody(const DueMessage& due) {
  return database_.write(
      [&](sql::Connection& connection) {
        const Time now = clock_.now();
        if (!hold(connection, due.id, now)) return Step::not_ours;
        mark_delivered(connection, due.id, now);
        empty_delivered(connection, due.id);
        return Step::done;
      },
      sql::Durability::relaxed);
}

Courier::Attempt Courier::attempt(const DueMessage& due, const Subscription& subscription, bool last) {
  Attempt attempt;
  hand_over_.forget();
  try {
    database_.write(
        [&](sql::Connection& connection) {
          attempt = {};
          const Time now = clock_.now();
          const auto failed_before = hold(connection, due.id, now);
          if (!failed_before) return true;
          attempt.failed_before = *failed_before;
          if (mark_handled(connection, due.id, subscription.name, now)) handle(due, subscription, attempt);
          if (last) mark_delivered(connection, due.id, now);
          if (hand_over_.waits()) {
            hand_over_.note_committing(due.id);
          } else if (last) {
            empty_delivered(connection, due.id);
          }
          attempt.step = Step::done;
          return true;
        },
        sql::Durability::relaxed);
    if (hand_over_.waits()) hand_over(due, attempt);
  } catch (const Unavailable&) {
    if (attempt.step != Step::failed) throw;
  } catch (const std::exception& failure) {
    if (attempt.step != Step::failed) attempt.error = failure.what();
    attempt.step = Step::failed;
  } catch (...) {
    attempt.step = Step::failed;
  }
  return attempt;
}

void Courier::handle(const DueMessage& due, const Subscription& subscription, Attempt& attempt) {
  attempt.step = Step::failed;  // until it returns
  attempt.error = "an exception of no known kind";
  try {
    subscription.handler({due.id, static_cast<int>(attempt.failed_before + 1), due.message});
  } catch (const std::exception& failure) {
    attempt.error = failure.what();
    throw;
  }
}

/// The transaction of the handler is committed; now for what it hands over outside.
void Courier::hand_over(const DueMessage& due, Attempt& attempt) {
  try {
    hand_over_.act(due.id);
  } catch (const std::exception& failure) {
    attempt.step = Step::failed;
    attempt.error = failure.what();
  }
  clear_up();
}

/// After a hand-over, one that failed, and one of which nobody knows how its commit ended.
void Courier::clear_up() {
  const auto left = hand_over_.left();
  if (!left) return;
  database_.write(
      [&](sql::Connection& connection) {
        if (left->begun) {
          empty_delivered(connection, left->message);
        } else {
          take_back(connection, left->message);
        }
        return true;
      },
      sql::Durability::relaxed);
  hand_over_.settle();
}

void Courier::record(const Failure& failure, const DueMessage& due) {
  const Time now = clock_.now();
  const std::int64_t failures = failure.attempt.failed_before + 1;
  const FailedAttempt failed{.id = due.id,
                             .failed_before = failure.attempt.failed_before,
                             .error = storable(failure.attempt.error),
                             .next_attempt = now + wait_after(failures),
                             .last = failures >= options_.max_attempts};
  database_.write(
      [&](sql::Connection& connection) {
        mark_failed(connection, failed, now);
        return true;
      },
      sql::Durability::relaxed);
  if (!failed.last) next_retry_ = std::min(next_retry_.value_or(failed.next_attempt), failed.next_attempt);
  log::write(failed.last ? log::Level::error : log::Level::warn,
             failed.last ? "outbox_dead_letter" : "outbox_delivery_failed",
             {{"message_id", due.id},
              {"type", due.message.type},
              {"handler", failure.handler},
              {"attempt", failures},
              {"reason", failed.error}});
}

std::chrono::milliseconds Courier::wait_after(std::int64_t failures) const {
  auto wait = options_.first_wait;
  for (std::int64_t i = 1; i < failures && wait < options_.longest_wait; ++i) wait *= 2;
  return std::min(wait, options_.longest_wait);
}

void Courier::sweep(const std::function<bool()>& stopping) {
  const Time now = clock_.now();
  delete_old(sweep_delivered, now - options_.keep_delivered, stopping);
  delete_old(sweep_dead, now - options_.keep_dead, stopping);
  database_.write(
      [&](sql::Connection& connection) {
        hasten_after_clock_change(connection, now + options_.longest_wait);
        return true;
      },
      sql::Durability::relaxed);
}

template <class DeleteSome>
void Courier::delete_old(DeleteSome delete_some, Time before, const std::function<bool()>& stopping) {
  std::int64_t deleted = most_at_once;
  for (int i = 0; i < most_in_a_sweep && deleted == most_at_once && !stopping(); ++i) {
    deleted = database_.write(
        [&](sql::Connection& connection) { return delete_some(connection, before, most_at_once); },
        sql::Durability::relaxed);
  }
}

}  // namespace gatehouse::messaging
