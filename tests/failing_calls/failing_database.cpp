#include "tests/failing_calls/failing_database.hpp"

#include "platform/sql/outage.hpp"

namespace gatehouse::testing {
namespace {

/// The plan of the transaction that this thread is in; null: of none.
thread_local FailurePlan* current = nullptr;
thread_local bool inside = false;

class Inside {
 public:
  explicit Inside(FailurePlan* plan)
      : plan_(std::exchange(current, plan)), inside_(std::exchange(inside, true)) {}
  ~Inside() {
    current = plan_;
    inside = inside_;
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  FailurePlan* plan_;
  bool inside_;
};

void call(FailurePlan* plan) {
  if (plan != nullptr) plan->call();
}

/// The body wants nothing of it kept.
struct Refused {};

class FailingConnection final : public sql::Connection {
 public:
  FailingConnection(sql::Connection& real, FailurePlan* plan) : real_(real), plan_(plan) {}

  using sql::Connection::execute;
  using sql::Connection::query;
  sql::Dialect dialect() const override { return real_.dialect(); }
  sql::Rows query(std::string_view sql, std::span<const sql::Value> values) override {
    call(plan_);
    return real_.query(sql, values);
  }
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> values) override {
    call(plan_);
    return real_.execute(sql, values);
  }
  void execute_later(std::string_view sql, std::span<const sql::Value> values) override {
    call(plan_);
    real_.execute_later(sql, values);
  }
  void run(std::string_view statement) override {
    call(plan_);
    real_.run(statement);
  }
  void announce() override { real_.announce(); }
  void lock(std::string_view name) override {
    call(plan_);
    real_.lock(name);
  }

 private:
  sql::Connection& real_;
  FailurePlan* plan_;
};

}  // namespace

void FailurePlan::call() {
  const int number = ++calls_;
  const bool fails = lasting_ == Lasting::once ? number == first_ : number >= first_;
  if (fails) throw sql::Outage("the database cannot be used", "call " + std::to_string(number) + " fails");
}

sql::Rows FailingDatabase::find_rows(std::string_view sql, std::span<const sql::Value> values) {
  if (inside) {
    return real_.read([&](sql::Connection& c) { return FailingConnection(c, current).query(sql, values); });
  }
  call(plan_);
  return real_.read([&](sql::Connection& c) { return c.query(sql, values); });
}

void FailingDatabase::read_body(FunctionRef<void(sql::Connection&)> body) {
  FailurePlan* plan = inside ? current : plan_.load();
  real_.read([&](sql::Connection& c) {
    const Inside scope(plan);
    FailingConnection failing(c, plan);
    body(failing);
    return true;
  });
}

void FailingDatabase::write_body(FunctionRef<bool(sql::Connection&)> body, sql::Durability durability) {
  if (inside) return join(body);
  FailurePlan* plan = plan_;
  call(plan);  // the beginning
  begin(body, durability, plan);
  call(plan);  // the answer to the commit
}

void FailingDatabase::join(FunctionRef<bool(sql::Connection&)> body) {
  try {
    real_.write([&](sql::Connection& c) {
      FailingConnection failing(c, current);
      if (!body(failing)) throw Refused{};
      return true;
    });
  } catch (const Refused&) {
  }
}

void FailingDatabase::begin(FunctionRef<bool(sql::Connection&)> body, sql::Durability durability,
                            FailurePlan* plan) {
  try {
    real_.write(
        [&](sql::Connection& c) {
          const Inside scope(plan);
          FailingConnection failing(c, plan);
          if (!body(failing)) throw Refused{};
          call(plan);  // the commit
          return true;
        },
        durability);
  } catch (const Refused&) {
  }
}

}  // namespace gatehouse::testing
