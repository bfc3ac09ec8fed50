#include "platform/audit/retention.hpp"

#include "platform/audit/inspection.hpp"
#include "platform/audit/marks.hpp"
#include "platform/audit/rows.hpp"

namespace gatehouse::audit {

std::int64_t Retention::operator()(Time now) {
  if (keep_ == std::chrono::seconds{0}) return 0;
  std::int64_t removed = 0;
  for (int i = 0; i < most_batches; ++i) {
    const std::int64_t some = remove_batch(now - keep_);
    removed += some;
    if (some < batch) break;
  }
  return removed;
}

std::int64_t Retention::remove_batch(Time before) {
  return database_.write(
      [&](sql::Connection& connection) -> std::int64_t {
        connection.lock(chain_lock);
        const Marks marks = require_marks(connection, key_);
        Inspection inspection(key_, marks.tail);
        for (const Event& event : chained_after(connection, marks.tail.position, batch)) {
          if (event.entry.at >= to_millis(before)) break;
          if (const auto breach = inspection.step(event)) {
            throw ChainBroken("the event at position " + std::to_string(*breach->position) + " " +
                              breach->what);
          }
        }
        const Mark& reached = inspection.reached();
        if (reached.position > marks.head.position)
          throw ChainBroken("an event stands beyond the mark `head`");
        if (reached.position == marks.tail.position) return 0;
        put_tail(connection, key_, reached);
        return remove_through(connection, reached.position);
      },
      sql::Durability::relaxed);
}

}  // namespace gatehouse::audit
