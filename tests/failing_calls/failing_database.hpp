#pragma once

// A database whose n-th call fails: a decorator of any other, which counts what is asked of it while it is
// armed. A call is the beginning of a transaction, a statement, a commit that did not happen, or one that did
// and whose answer was lost.

#include <atomic>
#include <optional>
#include <string>

#include "platform/sql/database.hpp"

namespace gatehouse::testing {

/// Which calls fail. Counts all of them.
class FailurePlan {
 public:
  enum class Lasting { once, for_ever };

  FailurePlan(int first, Lasting lasting) : first_(first), lasting_(lasting) {}

  /// Throws `Unavailable` where it is this call's turn.
  void call();
  int calls() const { return calls_; }
  bool failed() const { return calls_ >= first_; }

 private:
  const int first_;  // counted from 1
  const Lasting lasting_;
  std::atomic<int> calls_{0};
};

class FailingDatabase final : public sql::Database {
 public:
  explicit FailingDatabase(sql::Database& real) : real_(real) {}

  /// Null: nothing fails. One thread at a time uses it while it is armed, beside those that the database
  /// itself has.
  void arm(FailurePlan* plan) { plan_ = plan; }

  sql::Dialect dialect() const override { return real_.dialect(); }
  sql::DatabaseStatus status() const override { return real_.status(); }
  void on_commit(std::function<void()> listener) override { real_.on_commit(std::move(listener)); }
  void serve(sql::WriteSource* source) override { real_.serve(source); }
  void work_arrived() override { real_.work_arrived(); }

 private:
  sql::Rows find_rows(std::string_view sql, std::span<const sql::Value> values) override;
  void read_body(FunctionRef<void(sql::Connection&)> body) override;
  void write_body(FunctionRef<bool(sql::Connection&)> body, sql::Durability durability) override;
  void join(FunctionRef<bool(sql::Connection&)> body);
  void begin(FunctionRef<bool(sql::Connection&)> body, sql::Durability durability, FailurePlan* plan);

  sql::Database& real_;
  std::atomic<FailurePlan*> plan_{nullptr};
};

}  // namespace gatehouse::testing
