#include "platform/sql/postgresql_database.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "platform/sql/ambient.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t connections_for_each_trip = 8;
/// Strangers wait no longer for the sake of one, and two groups that wait for each other part soon.
constexpr const char* short_wait_for_locks = "SET LOCAL lock_timeout = 100";
constexpr int most_retries = 3;  // after races, and as many after connections that died

struct Retries {
  int after_races = 0;
  int after_deaths = 0;
};

/// 2 to 4 ms, 4 to 8 ms, 8 to 16 ms: so that those who met do not meet again.
void wait_after_race(int retry) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int shortest = 1 << retry;
  std::this_thread::sleep_for(
      std::chrono::milliseconds(std::uniform_int_distribution(shortest, 2 * shortest)(random)));
}

/// Gives the session back only where the next borrower can use it, and forgets the idle ones with it where
/// they are no better.
class Inspection {
 public:
  Inspection(SessionPool<PostgresqlSession>& sessions, SessionPool<PostgresqlSession>::Lease& lease)
      : sessions_(sessions), lease_(lease) {}
  ~Inspection() {
    if (lease_->stale()) sessions_.forget_idle();
    if (!lease_->reusable()) lease_.spoil();
  }
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

 private:
  SessionPool<PostgresqlSession>& sessions_;
  SessionPool<PostgresqlSession>::Lease& lease_;
};

/// It died while it lay in the pool, most likely, and nothing of what it was used for is kept.
bool died_in_pool(const SessionPool<PostgresqlSession>::Lease& lease) {
  return !lease.fresh() && lease->broken() && !lease->lost_in_commit();
}

/// A commit that may have happened.
struct CommitLost {
  std::exception_ptr failure;
};

void fail_open_ones(std::span<Question* const> questions, const std::exception_ptr& failure) {
  for (Question* question : questions) {
    if (!question->answer) question->failure = failure;
  }
}

}  // namespace

PostgresqlDatabase::PostgresqlDatabase(const DatabaseOptions& options)
    : url_(options.url),
      connector_(options),
      sessions_(options.pool, options.wait, [this] { return connector_.connect(); }),
      finds_(std::max<std::size_t>(1, options.pool / connections_for_each_trip)),
      writers_([this](WriteBatch& batch, Fibers& fibers) { write_group(batch, fibers); }) {
  sessions_.take();
}

void PostgresqlDatabase::on_commit(std::function<void()> listener) {
  listeners_.add(std::move(listener));
  std::call_once(has_remote_, [this] {
    remote_ = std::make_unique<PostgresqlListener>(url_, [this] { listeners_.tell(); });
    listening_ = remote_.get();
  });
}

void PostgresqlDatabase::tell_of_commit() {
  listeners_.tell();
  if (PostgresqlListener* remote = listening_) return remote->announce();
  try {
    read([](Connection& connection) {
      connection.run("NOTIFY gatehouse_outbox");
      return true;
    });
  } catch (const Unavailable&) {  // they look by themselves
  }
}

/// Those that stay open, behind one that failed or on a connection that had died, are asked once more, each
/// by itself.
Rows PostgresqlDatabase::find_rows(std::string_view sql, std::span<const Value> values) {
  if (const Ambient* ambient = Ambient::of(this)) return ambient->session().query(sql, values);
  Question question{sql, values};
  finds_.ask(question, [this](std::span<Question* const> questions) { answer_together(questions); });
  if (question.failure) std::rethrow_exception(question.failure);
  if (question.answer) return std::move(*question.answer);
  return read([&](Connection& connection) { return connection.query(sql, values); });
}

void PostgresqlDatabase::answer_together(std::span<Question* const> questions) noexcept {
  try {
    auto session = sessions_.take();
    const Inspection inspection(sessions_, session);
    try {
      session->answer(questions);
    } catch (const Failure&) {
    } catch (const Outage&) {
      if (!died_in_pool(session)) throw;
    }
  } catch (...) {
    fail_open_ones(questions, std::current_exception());
  }
}

void PostgresqlDatabase::read_body(FunctionRef<void(Connection&)> body) {
  if (const Ambient* ambient = Ambient::of(this)) return body(ambient->session());
  persist([&](bool may_reconnect) { return try_read(body, may_reconnect); });
}

void PostgresqlDatabase::write_body(FunctionRef<bool(Connection&)> body, Durability durability) {
  if (const Ambient* ambient = Ambient::of(this)) return join(*ambient, body);
  Transaction transaction{body, durability};
  persist([&](bool may_reconnect) {
    try {
      return try_write(transaction, may_reconnect);
    } catch (const PartLost&) {
      transaction.parts = Parts::with_savepoints;
      return try_write(transaction, may_reconnect);
    }
  });
}

void PostgresqlDatabase::persist(FunctionRef<bool(bool)> attempt) {
  Retries retries;
  for (;;) {
    try {
      if (attempt(retries.after_deaths < most_retries)) return;
      ++retries.after_deaths;
      sessions_.forget_idle();
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::serialization || retries.after_races >= most_retries) throw;
      wait_after_race(++retries.after_races);
    }
  }
}

bool PostgresqlDatabase::try_read(FunctionRef<void(Connection&)> body, bool may_reconnect) {
  auto session = sessions_.take();
  const Inspection inspection(sessions_, session);
  const Ambient ambient(this, *session, Ambient::Kind::read);
  try {
    body(*session);
    return true;
  } catch (const Outage&) {
    if (may_reconnect && died_in_pool(session)) return false;
    throw;
  }
}

bool PostgresqlDatabase::try_write(const Transaction& transaction, bool may_reconnect) {
  bool announced = false;
  {
    auto session = sessions_.take();
    const Inspection inspection(sessions_, session);
    try {
      announced = transact(*session, transaction);
    } catch (const Outage&) {
      if (may_reconnect && died_in_pool(session)) return false;
      throw;
    }
  }
  if (announced) tell_of_commit();
  return true;
}

/// Whether the committed transaction announced something.
bool PostgresqlDatabase::transact(PostgresqlSession& session, const Transaction& transaction) {
  session.begin(transaction.durability, transaction.parts);
  bool kept = false;
  try {
    {
      const Ambient ambient(this, session, Ambient::Kind::write);
      kept = transaction.body(session);
    }
    if (kept) session.commit();
  } catch (...) {
    session.roll_back();
    if (session.missed_savepoint()) throw PartLost{};
    throw;
  }
  if (!kept) session.roll_back();
  if (session.missed_savepoint()) throw PartLost{};
  return session.take_announcement() && kept;
}

/// Whatever goes wrong before the commit is nobody's in particular: each finds out by itself.
void PostgresqlDatabase::write_group(WriteBatch& batch, Fibers& fibers) {
  bool announced = false;
  try {
    announced = try_group(batch, fibers);
  } catch (const CommitLost& lost) {
    return batch.conclude(lost.failure);
  } catch (...) {
    return batch.run_apart();
  }
  batch.conclude(nullptr);
  if (announced) tell_of_commit();
}

bool PostgresqlDatabase::try_group(WriteBatch& batch, Fibers& fibers) {
  auto session = sessions_.take();
  const Inspection inspection(sessions_, session);
  session->begin(Durability::full, Parts::without_savepoints);
  session->steer(short_wait_for_locks);
  try {
    PostgresqlGroup(*session, fibers, this).run(batch);
    session->commit();
  } catch (...) {
    session->roll_back();
    if (session->lost_in_commit()) throw CommitLost{std::current_exception()};
    throw;
  }
  return session->take_announcement();
}

}  // namespace gatehouse::sql
