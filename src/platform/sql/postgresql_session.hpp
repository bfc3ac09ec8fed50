#pragma once

// A connection to PostgreSQL in pipeline mode: what only steers a transaction (BEGIN, SAVEPOINT, a new
// statement's preparation) travels with the statement after it, so a write of one statement costs two round
// trips. Every wait for the server ends in time.

#include <chrono>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/sql/ambient.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/postgresql_connect.hpp"
#include "platform/sql/postgresql_result.hpp"

namespace gatehouse::sql {

class PostgresqlSession final : public Session {
 public:
  PostgresqlSession(PostgresqlHandle connection, const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::postgresql; }
  using Connection::execute;
  using Connection::query;
  Rows query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void run(std::string_view statement) override;
  void announce() override;
  void lock(std::string_view name) override;
  void steer(const char* statement) override { steering_.emplace_back(statement); }

  void begin(Durability durability);
  /// Throws an `Outage` where the outcome is unknown; `lost_in_commit` tells.
  void commit();
  /// Where the server cannot be told, the session is broken, and the server undoes it by itself.
  void roll_back() noexcept;

  bool broken() const { return broken_; }
  bool lost_in_commit() const { return broken_ && committing_; }
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
  struct Received {
    PostgresqlResult answer;  // of the last command that went well
    PostgresqlResult error;   // of the first that did not
    std::size_t good = 0;
  };
  using Deadline = std::chrono::steady_clock::time_point;

  void set_up(const DatabaseOptions& options);
  PostgresqlResult exchange(std::string_view sql, std::span<const Value> values);
  PostgresqlResult finish_exchange();
  void send_steering();
  void expect_sent(int sent);
  Received receive();
  PostgresqlResult next_result(Deadline deadline);
  void wait_for_input(Deadline deadline);
  [[noreturn]] void throw_error(const PostgresqlResult& error);
  [[noreturn]] void throw_lost(std::string_view detail);

  PostgresqlHandle connection_;
  std::chrono::milliseconds patience_;  // zero: no end
  std::vector<std::string> steering_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>>
      prepared_;  // SQL to its name at the server
  std::size_t names_given_ = 0;
  bool broken_ = false;
  bool committing_ = false;
  bool worn_ = false;
  bool stale_ = false;
  bool announced_ = false;
};

}  // namespace gatehouse::sql
