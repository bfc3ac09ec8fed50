#pragma once

// A PostgreSQL database behind a bounded pool. What lost a race is run again; what met a connection that had
// died in the pool is run again on a new one; what was lost while committing is not, for its outcome is
// unknown. What a `WriteSource` gives is written in groups; where one fails before its commit, each of its
// writes is run again by itself.

#include <atomic>
#include <memory>
#include <mutex>

#include "platform/sql/commit_listeners.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/postgresql_connector.hpp"
#include "platform/sql/postgresql_listener.hpp"
#include "platform/sql/postgresql_writers.hpp"
#include "platform/sql/session_pool.hpp"
#include "platform/sql/shared_reads.hpp"

namespace gatehouse::sql {

class PostgresqlDatabase final : public Database {
 public:
  /// Connects once, so that a wrong URL is told at the start.
  explicit PostgresqlDatabase(const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::postgresql; }
  DatabaseStatus status() const override { return sessions_.status(); }
  void serve(WriteSource* source) override { writers_.serve(source); }
  void work_arrived() override { writers_.work_arrived(); }
  void on_commit(std::function<void()> listener) override;

 private:
  using Sessions = SessionPool<PostgresqlSession>;
  struct Transaction {
    FunctionRef<bool(Connection&)> body;
    Durability durability;
    Parts parts = Parts::without_savepoints;
  };

  Rows find_rows(std::string_view sql, std::span<const Value> values) override;
  void tell_of_commit();
  void read_body(FunctionRef<void(Connection&)> body) override;
  void write_body(FunctionRef<bool(Connection&)> body, Durability durability) override;
  /// Runs `attempt` again after a lost race, and where it returns false: on a new connection. Its argument:
  /// whether it may.
  void persist(FunctionRef<bool(bool)> attempt);
  void answer_together(std::span<Question* const> questions) noexcept;
  bool try_read(FunctionRef<void(Connection&)> body, bool may_reconnect);
  bool try_write(const Transaction& transaction, bool may_reconnect);
  bool transact(PostgresqlSession& session, const Transaction& transaction);
  void write_group(WriteBatch& batch, Fibers& fibers);
  bool try_group(WriteBatch& batch, Fibers& fibers);

  const std::string url_;
  PostgresqlConnector connector_;
  Sessions sessions_;
  SharedReads finds_;
  CommitListeners listeners_;
  std::once_flag has_remote_;
  std::unique_ptr<PostgresqlListener> remote_;
  std::atomic<PostgresqlListener*> listening_{nullptr};
  PostgresqlWriters writers_;
};

}  // namespace gatehouse::sql
