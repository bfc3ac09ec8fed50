#include "platform/sql/postgresql_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <exception>
#include <memory>
#include <stdexcept>

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::chrono::milliseconds between_attempts{500};
constexpr std::chrono::milliseconds for_ever{-1};

bool take_notifications(PGconn* connection) {
  bool any = false;
  while (PGnotify* notification = PQnotifies(connection)) {
    PQfreemem(notification);
    any = true;
  }
  return any;
}

void subscribe(PGconn* connection) {
  PGresult* answer = PQexec(connection, "LISTEN gatehouse_outbox");
  const bool listening = PQresultStatus(answer) == PGRES_COMMAND_OK;
  PQclear(answer);
  if (!listening) throw_outage("the database cannot be listened to", PQerrorMessage(connection));
}

}  // namespace

PostgresqlListener::PostgresqlListener(std::string url, std::function<void()> heard)
    : url_(std::move(url)), heard_(std::move(heard)), stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (stop_event_ < 0) throw std::runtime_error("no event descriptor is left");
  thread_ = std::thread([this] { work(); });
}

PostgresqlListener::~PostgresqlListener() {
  ::eventfd_write(stop_event_, 1);
  thread_.join();
  ::close(stop_event_);
}

void PostgresqlListener::work() {
  while (!stopping()) {
    try {
      listen();
    } catch (const Unavailable&) {  // told to the log where it was thrown
    } catch (const std::exception& failure) {
      log::error("database_listener_failed", {{"reason", std::string_view(failure.what())}});
    }
    if (wait_for_input(-1, between_attempts)) return;
  }
}

void PostgresqlListener::listen() {
  const PostgresqlHandle connection = connect_postgresql(url_);
  subscribe(connection.get());
  heard_();
  while (!wait_for_input(PQsocket(connection.get()), for_ever)) {
    if (PQconsumeInput(connection.get()) == 0) {
      throw_outage("the connection to the database was lost", PQerrorMessage(connection.get()));
    }
    if (take_notifications(connection.get())) heard_();
  }
}

/// True when it is time to stop. A negative socket is none.
bool PostgresqlListener::wait_for_input(int socket, std::chrono::milliseconds wait) {
  pollfd events[] = {{stop_event_, POLLIN, 0}, {socket, POLLIN, 0}};
  ::poll(events, 2, static_cast<int>(wait.count()));
  return events[0].revents != 0;
}

bool PostgresqlListener::stopping() { return wait_for_input(-1, std::chrono::milliseconds{0}); }

}  // namespace gatehouse::sql
