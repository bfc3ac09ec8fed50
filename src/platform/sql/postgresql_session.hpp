#pragma once

// A connection to PostgreSQL in pipeline mode: what only steers a transaction (BEGIN, SAVEPOINT, a new
// statement's preparation) and what nobody waits for travels with the statement after it, so a write of one
// statement costs two round trips. Every wait for the server ends in time.

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/sql/ambient.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/postgresql_connect.hpp"
#include "platform/sql/postgresql_result.hpp"
#include "platform/sql/shared_reads.hpp"

namespace gatehouse::sql {

/// What becomes of the parts of a transaction (`Session::begin_part`). A savepoint costs as much as a small
/// statement, and parts are hardly ever undone alone: so they get none, until one is missed.
enum class Parts { without_savepoints, with_savepoints };

/// A transaction goes on although a part of it, which had no savepoint, was to be undone: it has to be run
/// again with savepoints. No `std::exception`, so that nobody in between takes it for a failure of his own.
struct PartLost {};

class PostgresqlSession final : public Session {
 public:
  PostgresqlSession(PostgresqlHandle connection, const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::postgresql; }
  using Connection::execute;
  using Connection::execute_later;
  using Connection::query;
  Rows query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void execute_later(std::string_view sql, std::span<const Value> values) override;
  void run(std::string_view statement) override;
  void announce() override { announced_ = true; }
  void lock(std::string_view name) override;
  void steer(const char* statement) override { steering_.push_back(statement); }
  void begin_part() override;
  void keep_part() override;
  void undo_part() override;

  void begin(Durability durability, Parts parts);
  /// Throws an `Outage` where the outcome is unknown; `lost_in_commit` tells.
  void commit();
  /// Where the server cannot be told, the session is broken, and the server undoes it by itself.
  void roll_back() noexcept;

  /// In one round trip, with what was to be sent later. Those after one that fails stay open.
  void answer(std::span<Question* const> questions);

  bool broken() const { return broken_; }
  bool lost_in_commit() const { return broken_ && committing_; }
  /// Whether `PartLost` was thrown in this transaction, whatever became of it.
  bool missed_savepoint() const { return missed_savepoint_; }
  /// Whether the next borrower gets a session that is as good as new.
  bool reusable() const;
  /// A statement was prepared before the tables changed, most likely at the other sessions too.
  bool stale() const { return stale_; }
  bool take_announcement() { return std::exchange(announced_, false); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Prepared =
      std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;  // SQL to its name at the server
  struct Preparation {
    std::size_t place = 0;  // among the commands of this trip
    std::string_view sql;   // of `prepared_`
  };
  struct Received {
    std::vector<PostgresqlResult> answers;  // of the commands that went well
    PostgresqlResult error;                 // of the first that did not
  };
  using Deadline = std::chrono::steady_clock::time_point;

  static void hear(void* self, const PGresult* notice);
  void set_up(const DatabaseOptions& options);
  PostgresqlResult exchange(std::string_view sql, std::span<const Value> values);
  void expect_whole();
  void send_steering();
  void send(std::string_view sql, std::span<const Value> values);
  const std::string& name_at_server(std::string_view sql, const PostgresqlParameters& parameters);
  void send_unprepared(const std::string& statement);
  void expect_sent(int sent);
  PostgresqlResult finish_trip();
  void forget_unprepared(std::size_t good);
  Received receive();
  PostgresqlResult next_result(Deadline deadline);
  void wait_for_input(Deadline deadline);
  [[noreturn]] void throw_error(const PostgresqlResult& error);
  [[noreturn]] void throw_lost(std::string_view detail);

  PostgresqlHandle connection_;
  std::chrono::milliseconds patience_;  // zero: no end
  std::vector<const char*> steering_;
  Prepared prepared_;
  std::size_t names_given_ = 0;
  std::size_t sent_ = 0;  // commands of this trip
  std::vector<Preparation> preparing_;
  Parts parts_ = Parts::without_savepoints;
  bool begun_ = false;      // BEGIN is on the way
  bool answering_ = false;  // the server has answered since
  bool part_lost_ = false;
  bool missed_savepoint_ = false;
  bool broken_ = false;
  bool committing_ = false;
  bool without_standby_ = false;
  bool worn_ = false;
  bool stale_ = false;
  bool announced_ = false;
};

}  // namespace gatehouse::sql
