#pragma once

// The table of counts that all limits share, so that they hold across restarts and servers. It is bounded:
// once it is full, subjects that have no row yet share a few rows among them, until the sweep has made room.
// Whoever fills it on purpose slows down strangers, not those who are known.

#include <atomic>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/secret.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::throttle {

struct CountersOptions {
  bool enforced = true;  // false: nothing is counted or refused
  std::int64_t most_rows = 200'000;
};

/// Thread-safe. Throws `Unavailable`.
class Counters {
 public:
  static constexpr std::int64_t batch = 200;
  static constexpr int most_batches = 100;  // in one sweep; the rest waits for the next

  /// Counts the rows.
  Counters(sql::Database& database, const Clock& clock, crypto::SecretBytes key,
           const CountersOptions& options);

  /// Runs `body`, whose refusal undoes what it counted. Survives the death of the process, not of the
  /// machine.
  template <class Body>
  auto transact(Body&& body) {
    return options_.enforced ? database_.run(body, sql::Durability::relaxed) : body();
  }

  /// Deletes what has expired, in small batches, and counts the rest; where the table is nearly full, also
  /// what was quiet for two days. How many are gone.
  std::int64_t sweep();

  bool enforced() const { return options_.enforced; }
  std::int64_t now() const { return to_millis(clock_.now()); }
  sql::Database& database() { return database_; }

  struct Key {
    std::string text;
    bool shared = false;  // with others, who found the table full
  };

  /// Under which a subject of that limit stands: a keyed hash.
  std::string own_key(std::string_view limit, std::string_view subject) const;
  /// The key under which to count one more. `always_own`: of those there are few enough.
  Key counting_key(sql::Connection& connection, std::string_view limit, std::string_view subject,
                   bool always_own);
  Key shared_key(std::string_view limit, const std::string& own) const;

  bool full() const { return rows_ >= options_.most_rows; }
  void added() { ++rows_; }
  void removed(std::int64_t rows) { rows_ -= rows; }

 private:
  void count_rows();
  std::int64_t delete_in_batches(std::string_view statement, std::initializer_list<sql::Value> values);

  sql::Database& database_;
  const Clock& clock_;
  crypto::SecretBytes key_;
  CountersOptions options_;
  /// About: what other servers add, and what is undone, is told by the next sweep.
  std::atomic<std::int64_t> rows_{0};
};

}  // namespace gatehouse::throttle
