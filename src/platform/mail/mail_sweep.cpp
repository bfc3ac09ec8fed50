#include "platform/mail/mail_sweep.hpp"

#include "platform/mail/mail_rows.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::int64_t most_at_once = 500;
constexpr int most_batches = 100;

template <class DeleteSome>
void delete_in_batches(sql::Database& database, Time before, DeleteSome delete_some) {
  std::int64_t deleted = most_at_once;
  for (int i = 0; i < most_batches && deleted == most_at_once; ++i) {
    deleted = database.write(
        [&](sql::Connection& connection) { return delete_some(connection, before, most_at_once); },
        sql::Durability::relaxed);
  }
}

}  // namespace

void sweep(MailQueue& queue, const SweepOptions& options) {
  const Time now = queue.clock().now();
  delete_in_batches(queue.database(), now - options.keep_sent, sweep_sent);
  delete_in_batches(queue.database(), now - options.keep_dead, sweep_dead);
  delete_in_batches(queue.database(), now, sweep_useless);
  queue.database().write(
      [&](sql::Connection& connection) {
        hasten_after_clock_change(connection, now + options.longest_wait, now + options.longest_lease);
        return true;
      },
      sql::Durability::relaxed);
}

}  // namespace gatehouse::mail
