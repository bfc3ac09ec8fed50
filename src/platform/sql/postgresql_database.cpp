#include "platform/sql/postgresql_database.hpp"

#include <random>
#include <thread>

#include "platform/log/log.hpp"
#include "platform/sql/ambient.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr int most_retries = 3;

/// 2 to 4 ms, 4 to 8 ms, 8 to 16 ms: so that those who met do not meet again.
void wait_after_race(int retry) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int shortest = 1 << retry;
  std::this_thread::sleep_for(
      std::chrono::milliseconds(std::uniform_int_distribution(shortest, 2 * shortest)(random)));
}

/// Gives the session back only where the next borrower can use it.
class Inspection {
 public:
  explicit Inspection(SessionPool<PostgresqlSession>::Lease& lease) : lease_(lease) {}
  ~Inspection() {
    if (!lease_->reusable()) lease_.spoil();
  }
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

 private:
  SessionPool<PostgresqlSession>::Lease& lease_;
};

/// It died while it lay in the pool, most likely, and nothing of what it was used for is kept.
bool died_in_pool(const SessionPool<PostgresqlSession>::Lease& lease) {
  return !lease.fresh() && lease->broken() && !lease->lost_in_commit();
}

}  // namespace

PostgresqlDatabase::PostgresqlDatabase(const DatabaseOptions& options)
    : url_(options.url),
      connector_(options),
      sessions_(options.pool, options.wait, [this] { return connector_.connect(); }) {
  sessions_.take();
}

void PostgresqlDatabase::on_commit(std::function<void()> listener) {
  const std::lock_guard lock(listener_mutex_);
  listener_ = listener;
  remote_ = std::make_unique<PostgresqlListener>(url_, std::move(listener));
}

void PostgresqlDatabase::read_body(FunctionRef<void(Connection&)> body) {
  if (const Ambient* ambient = Ambient::of(this)) return body(ambient->session());
  for (int retry = 0;; ++retry) {
    try {
      if (try_read(body)) return;
      sessions_.forget_idle();
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::serialization || retry == most_retries) throw;
    }
  }
}

/// False where it is to be run again, on a new connection.
bool PostgresqlDatabase::try_read(FunctionRef<void(Connection&)> body) {
  auto session = sessions_.take();
  const Inspection inspection(session);
  const Ambient ambient(this, *session, Ambient::Kind::read);
  try {
    body(*session);
    return true;
  } catch (const Outage&) {
    if (died_in_pool(session)) return false;
    throw;
  }
}

void PostgresqlDatabase::write_body(FunctionRef<bool(Connection&)> body, Durability durability) {
  if (const Ambient* ambient = Ambient::of(this)) return join(*ambient, body);
  for (int retry = 0;; ++retry) {
    try {
      if (try_write(body, durability)) return;
      sessions_.forget_idle();
    } catch (const Failure& failure) {
      if (failure.kind() != FailureKind::serialization || retry == most_retries) throw;
      wait_after_race(retry + 1);
    }
  }
}

/// False where it is to be run again, on a new connection.
bool PostgresqlDatabase::try_write(FunctionRef<bool(Connection&)> body, Durability durability) {
  bool announced = false;
  {
    auto session = sessions_.take();
    const Inspection inspection(session);
    try {
      announced = transact(*session, body, durability);
    } catch (const Outage&) {
      if (died_in_pool(session)) return false;
      throw;
    }
  }
  if (announced) tell_listener();
  return true;
}

/// Whether the committed transaction announced something.
bool PostgresqlDatabase::transact(PostgresqlSession& session, FunctionRef<bool(Connection&)> body,
                                  Durability durability) {
  session.begin(durability);
  bool kept = false;
  try {
    const Ambient ambient(this, session, Ambient::Kind::write);
    kept = body(session);
  } catch (...) {
    session.roll_back();
    throw;
  }
  if (kept) {
    session.commit();
  } else {
    session.roll_back();
  }
  return session.take_announcement() && kept;
}

void PostgresqlDatabase::tell_listener() {
  std::function<void()> listener;
  {
    const std::lock_guard lock(listener_mutex_);
    listener = listener_;
  }
  try {
    if (listener) listener();
  } catch (const std::exception& failure) {
    log::error("commit_listener_failed", {{"reason", std::string_view(failure.what())}});
  }
}

}  // namespace gatehouse::sql
