#include "platform/sql/postgresql_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"
#include "platform/sql/server_lock.hpp"

namespace gatehouse::sql {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_attempts{500};
constexpr milliseconds between_announcements{20};
constexpr milliseconds for_ever{-1};

/// Of others than the connection itself.
bool take_notifications(PGconn* connection) {
  bool any = false;
  while (PGnotify* notification = PQnotifies(connection)) {
    any = any || notification->be_pid != PQbackendPID(connection);
    PQfreemem(notification);
  }
  return any;
}

void run(PGconn* connection, const char* statement) {
  PGresult* answer = PQexec(connection, statement);
  const bool done = PQresultStatus(answer) == PGRES_COMMAND_OK;
  PQclear(answer);
  if (!done) throw_outage("the database cannot be listened to", PQerrorMessage(connection));
}

/// Without waiting: the server has it already, unless it lost that connection.
std::string tell_presence() {
  return "DO $$ BEGIN PERFORM pg_try_advisory_lock_shared(" + std::to_string(presence_lock) + "); END $$";
}

}  // namespace

PostgresqlListener::PostgresqlListener(std::string url, std::function<void()> heard)
    : url_(std::move(url)), heard_(std::move(heard)), wake_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_event_ < 0) throw std::runtime_error("no event descriptor is left");
  thread_ = std::thread([this] { work(); });
}

PostgresqlListener::~PostgresqlListener() {
  stopping_ = true;
  ::eventfd_write(wake_event_, 1);
  thread_.join();
  ::close(wake_event_);
}

void PostgresqlListener::announce() {
  if (!to_announce_.exchange(true)) ::eventfd_write(wake_event_, 1);
}

void PostgresqlListener::work() {
  while (!stopping_) {
    try {
      listen();
    } catch (const Unavailable&) {  // told to the log where it was thrown
    } catch (const std::exception& failure) {
      log::error("database_listener_failed", {{"reason", std::string_view(failure.what())}});
    }
    const auto again = std::chrono::steady_clock::now() + between_attempts;
    while (!stopping_ && std::chrono::steady_clock::now() < again) wait(-1, between_attempts);
  }
}

void PostgresqlListener::listen() {
  const PostgresqlHandle connection = connect_postgresql(url_);
  run(connection.get(), "SET synchronous_commit = off");
  run(connection.get(), "LISTEN gatehouse_outbox");
  run(connection.get(), tell_presence().c_str());
  heard_();
  while (!stopping_) {
    if (wait(PQsocket(connection.get()), until_announcement()) && PQconsumeInput(connection.get()) == 0) {
      throw_outage("the connection to the database was lost", PQerrorMessage(connection.get()));
    }
    if (until_announcement() == milliseconds{0}) tell_the_others(connection.get());
    if (take_notifications(connection.get())) heard_();
  }
}

void PostgresqlListener::tell_the_others(PGconn* connection) {
  to_announce_ = false;
  next_announcement_ = std::chrono::steady_clock::now() + between_announcements;
  try {
    run(connection, "NOTIFY gatehouse_outbox");
  } catch (...) {
    to_announce_ = true;
    throw;
  }
}

/// Negative: there is nothing to announce.
milliseconds PostgresqlListener::until_announcement() const {
  if (!to_announce_) return for_ever;
  const auto left = std::chrono::ceil<milliseconds>(next_announcement_ - std::chrono::steady_clock::now());
  return std::max(left, milliseconds{0});
}

/// Until there is input, something new to do, or the time is over. A negative socket is none.
bool PostgresqlListener::wait(int socket, milliseconds longest) {
  pollfd events[] = {{wake_event_, POLLIN, 0}, {socket, POLLIN, 0}};
  ::poll(events, 2, static_cast<int>(longest.count()));
  eventfd_t ignored = 0;
  ::eventfd_read(wake_event_, &ignored);
  return events[1].revents != 0;
}

}  // namespace gatehouse::sql
