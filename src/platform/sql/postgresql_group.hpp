#pragma once

// Many short writes in one transaction of PostgreSQL. Each runs on a stack of its own until it asks; then
// what all of them ask travels together. So a group costs as many trips as the one that asks most, and one
// commit.
//
// What fails takes the whole group with it: it is undone, and all of its writes are run again, each by
// itself.

#include <memory>
#include <string_view>
#include <vector>

#include "platform/sql/ambient.hpp"
#include "platform/sql/fiber.hpp"
#include "platform/sql/postgresql_session.hpp"
#include "platform/sql/write_source.hpp"

namespace gatehouse::sql {

/// Stacks, kept from one group to the next. Of one thread.
using Fibers = std::vector<std::unique_ptr<Fiber>>;

class PostgresqlGroup final : private Session {
 public:
  /// `database` marks what is asked within it as its own.
  PostgresqlGroup(PostgresqlSession& session, Fibers& fibers, const void* database)
      : session_(session), fibers_(fibers), database_(database) {}

  /// Runs all of it inside the transaction of the session. Throws `RunAgain` where a part of it would have to
  /// be undone alone, and what a statement failed with.
  void run(WriteBatch& batch);

 private:
  struct Part {
    Question* question = nullptr;  // what it waits for
    std::string_view request_id{};
    bool wrote = false;
  };

  using Connection::execute;
  using Connection::execute_later;
  using Connection::query;
  Dialect dialect() const override { return Dialect::postgresql; }
  Rows query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void execute_later(std::string_view sql, std::span<const Value> values) override;
  void run(std::string_view statement) override;
  void announce() override { session_.announce(); }
  void lock(std::string_view name) override;
  void steer(const char* statement) override;
  void begin_part() override {}
  void keep_part() override {}
  void undo_part() override;

  void start(WriteBatch& batch, std::size_t piece);
  void travel();
  void go_on(std::size_t piece);
  void step(std::size_t piece, FunctionRef<void(Fiber&)> way);
  void give_up() noexcept;
  void ask(Question& question);
  void expect_whole() const;

  PostgresqlSession& session_;
  Fibers& fibers_;
  const void* database_;
  std::vector<Part> parts_;
  std::size_t running_ = 0;
  bool lost_ = false;
};

}  // namespace gatehouse::sql
