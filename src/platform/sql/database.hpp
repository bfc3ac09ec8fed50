#pragma once

// The database as the rest of the program sees it: reads, and writes that are on disk when they return.
//
// SQLite: one connection writes, on a thread of its own, and commits together what waits together; others
// read. A transaction's body runs on that thread, while the caller waits; where another of its group is
// undone it is run again. PostgreSQL: a bounded pool, bodies run on the caller's thread; a write that lost a
// race is run again. So a body changes nothing but the database.
//
// A `write` or `read` inside a `write`, on the thread that runs it, joins it: repositories need not know
// whether they stand inside a transaction. A joined write that throws or refuses is undone alone, if the
// outer one goes on.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "kernel/function_ref.hpp"
#include "kernel/transactions.hpp"
#include "platform/sql/connection.hpp"
#include "platform/sql/write_source.hpp"

namespace gatehouse::sql {

struct DatabaseOptions {
  std::string url;                        // sqlite:PATH or postgresql://…
  std::size_t readers = 4;                // SQLite: connections that read, beside the one that writes
  std::size_t cache = 112 * 1024 * 1024;  // SQLite: octets of pages that all connections keep together
  std::size_t pool = 16;                  // PostgreSQL: connections, beside the one that listens
  std::chrono::milliseconds wait{2000};   // for a free connection, a lock, or the writer
  std::chrono::milliseconds statement_timeout{5000};  // PostgreSQL
};

/// When a write is safe. `relaxed` survives the death of the process but not of the machine: for marks whose
/// loss only repeats a step that is safe to repeat.
enum class Durability { full, relaxed };

struct DatabaseStatus {
  std::size_t connections = 0;
  std::size_t in_use = 0;
  std::size_t waiting = 0;
};

/// Thread-safe.
class Database : public Transactions {
 public:
  /// Opens, and for SQLite creates, the database. Throws `Unavailable` or `Failure` with a message for the
  /// operator.
  static std::unique_ptr<Database> open(const DatabaseOptions& options);

  virtual Dialect dialect() const = 0;
  virtual DatabaseStatus status() const = 0;

  /// Each statement of `body` sees what is committed when it starts. It may be run again when a connection
  /// was lost. There is no `write` inside a `read`.
  template <class Body>
  auto read(Body&& body) {
    using Answer = decltype(body(std::declval<Connection&>()));
    std::optional<Answer> answer;
    read_body([&](Connection& connection) { answer.emplace(body(connection)); });
    return std::move(*answer);
  }

  /// One statement that finds little, by a key, and is never slow: on PostgreSQL those of many threads travel
  /// together.
  Rows find(std::string_view sql, std::initializer_list<Value> values) {
    return find_rows(sql, std::span<const Value>(values.begin(), values.size()));
  }

  /// One transaction, kept when `body` returns, undone when it throws.
  template <class Body>
  auto write(Body&& body, Durability durability = Durability::full) {
    using Answer = decltype(body(std::declval<Connection&>()));
    std::optional<Answer> answer;
    write_body(
        [&](Connection& connection) {
          answer.emplace(body(connection));
          return true;
        },
        durability);
    return std::move(*answer);
  }

  using Transactions::run;

  /// The same with another durability; one that joins another transaction has that one's.
  template <class Body>
  auto run(Body&& body, Durability durability) {
    std::optional<decltype(body())> outcome;
    write_body(
        [&](Connection&) {
          outcome.emplace(body());
          return outcome->has_value();
        },
        durability);
    return std::move(*outcome);
  }

  /// Called after each committed write that called `Connection::announce`, on an unspecified thread: how a
  /// relay wakes. With PostgreSQL the other servers of the database call theirs too (`LISTEN
  /// gatehouse_outbox`). Each listener stays for the life of the database.
  virtual void on_commit(std::function<void()> listener) = 0;

  /// From now on `source` is asked for work, which is committed together: by the one thread that writes to
  /// SQLite among the writes of those who wait, or by threads of its own on PostgreSQL. Null ends that, and
  /// returns once nobody uses the one before. One thread calls this.
  virtual void serve(WriteSource* source) = 0;
  /// There is work at the source.
  virtual void work_arrived() = 0;

 private:
  void run_body(FunctionRef<bool()> body) final {
    write_body([&](Connection&) { return body(); }, Durability::full);
  }

  virtual Rows find_rows(std::string_view sql, std::span<const Value> values) {
    return read([&](Connection& connection) { return connection.query(sql, values); });
  }
  virtual void read_body(FunctionRef<void(Connection&)> body) = 0;
  /// Commits where `body` returns true.
  virtual void write_body(FunctionRef<bool(Connection&)> body, Durability durability) = 0;
};

}  // namespace gatehouse::sql
