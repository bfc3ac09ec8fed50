#include "platform/audit/verify.hpp"

#include <string>
#include <vector>

#include "kernel/function_ref.hpp"
#include "platform/audit/rows.hpp"
#include "platform/crypto/keyed_hash.hpp"
#include "platform/sql/failure.hpp"

namespace gatehouse::audit {
namespace {

constexpr std::int64_t batch = 500;

using FirstId = std::optional<std::int64_t> (*)(sql::Connection&, std::int64_t);

class Verifier {
 public:
  Verifier(sql::Database& database, const ChainKey& key, Time now, const std::optional<Mark>& witness)
      : database_(database), key_(key), now_(now), witness_(witness) {}

  Verification run() {
    found_.breach = find_breach();
    return std::move(found_);
  }

 private:
  std::optional<Breach> find_breach() {
    const auto marks = read_marks_now();
    if (!marks) return Breach{.what = marks.error()};
    found_.marks = *marks;
    if (auto breach = walk()) return breach;
    if (auto breach = look_outside()) return breach;
    return look_at_waiting();
  }

  std::expected<Marks, std::string> read_marks_now() {
    return database_.read([&](sql::Connection& connection) { return read_marks(connection, key_); });
  }

  std::optional<Breach> walk() {
    Inspection inspection(key_, found_.marks.tail);
    if (auto breach = hold_against_witness(inspection.reached())) return breach;
    const Mark& head = found_.marks.head;
    while (inspection.reached().position < head.position) {
      const std::int64_t reached = inspection.reached().position;
      const auto events = fetch([reached](sql::Connection& connection, std::int64_t most) {
        return chained_after(connection, reached, most);
      });
      if (!events) return unreadable(&chained_id_after, reached, reached + 1);
      if (auto breach = step_through(inspection, *events)) {
        if (!begin_behind_retention(inspection)) return breach;
      }
    }
    if (inspection.reached().position == head.position && inspection.reached().hash != head.hash) {
      return Breach{std::nullopt, head.position, "is another than the mark `head` names"};
    }
    if (witness_ && witness_->position > head.position) {
      return Breach{std::nullopt, head.position + 1, "is missing: the witness knows of later events"};
    }
    return std::nullopt;
  }

  std::optional<Breach> step_through(Inspection& inspection, const std::vector<Event>& events) {
    const std::int64_t last = found_.marks.head.position;
    for (const Event& event : events) {
      if (event.position > last) break;
      if (auto breach = inspection.step(event)) return breach;
      if (auto breach = hold_against_witness(inspection.reached())) return breach;
      ++found_.events;
    }
    if (!events.empty() && (events.front().position <= last)) return std::nullopt;
    return Breach{std::nullopt, inspection.reached().position + 1, "is missing"};
  }

  /// What a walk finds missing may have been taken away meanwhile, with a mark to prove it.
  bool begin_behind_retention(Inspection& inspection) {
    const auto marks = read_marks_now();
    if (!marks || marks->tail.position <= inspection.reached().position) return false;
    found_.marks.tail = marks->tail;
    inspection.go_on_after(marks->tail);
    return true;
  }

  std::optional<Breach> hold_against_witness(const Mark& reached) {
    if (!witness_ || witness_->position != reached.position) return std::nullopt;
    found_.witnessed = witness_->hash == reached.hash;
    if (found_.witnessed) return std::nullopt;
    return Breach{std::nullopt, reached.position, "is another than the witness has seen"};
  }

  /// Nothing where the first of these events cannot be read: that is found by asking for it alone.
  std::optional<std::vector<Event>> fetch(
      FunctionRef<std::vector<Event>(sql::Connection&, std::int64_t most)> events) {
    for (const std::int64_t most : {batch, std::int64_t{1}}) {
      try {
        return database_.read([&](sql::Connection& connection) { return events(connection, most); });
      } catch (const sql::Failure& failure) {
        if (failure.kind() != sql::FailureKind::damaged) throw;
      }
    }
    return std::nullopt;
  }

  Breach unreadable(FirstId first_after, std::int64_t after, std::optional<std::int64_t> position) {
    const auto id =
        database_.read([&](sql::Connection& connection) { return first_after(connection, after); });
    return {id, position, "was changed: it cannot be read"};
  }

  std::optional<Breach> look_outside() {
    const auto event =
        database_.read([](sql::Connection& connection) { return outside_the_marks(connection); });
    if (!event) return std::nullopt;
    const bool is_old = event->position <= found_.marks.tail.position;
    return Breach{event->id, event->position,
                  is_old ? "stands before the mark `tail`: it was added by hand, or that mark was changed"
                         : "stands beyond the mark `head`: it was added by hand, or that mark was put back"};
  }

  std::optional<Breach> look_at_waiting() {
    for (std::int64_t id = 0;;) {
      const auto events = fetch([id](sql::Connection& connection, std::int64_t most) {
        return waiting_after(connection, id, most);
      });
      if (!events) return unreadable(&waiting_id_after, id, std::nullopt);
      if (events->empty()) return std::nullopt;
      for (const Event& event : *events) {
        if (!crypto::equal_in_constant_time(event.hash, key_.recorded(event.entry))) {
          return Breach{event.id, std::nullopt, "was added or changed by hand before it got its place"};
        }
        if (event.entry.at < to_millis(now_ - longest_wait)) {
          return Breach{event.id, std::nullopt, "still waits for its place: is a server running?"};
        }
        ++found_.waiting;
      }
      id = events->back().id;
    }
  }

  sql::Database& database_;
  const ChainKey& key_;
  const Time now_;
  const std::optional<Mark>& witness_;
  Verification found_;
};

}  // namespace

Verification verify(sql::Database& database, const ChainKey& key, Time now,
                    const std::optional<Mark>& witness) {
  return Verifier(database, key, now, witness).run();
}

}  // namespace gatehouse::audit
