// The receiving half of a session: every wait has an end, for a server that hangs must not hold a thread for
// ever.

#include <poll.h>

#include <cerrno>

#include "platform/sql/postgresql_session.hpp"

namespace gatehouse::sql {
namespace {

bool is_good(ExecStatusType status) {
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

PostgresqlSession::Received PostgresqlSession::receive() {
  const Deadline deadline =
      patience_.count() > 0 ? std::chrono::steady_clock::now() + patience_ : Deadline::max();
  Received received;
  received.answers.reserve(std::exchange(sent_, 0));
  while (true) {
    PostgresqlResult result = next_result(deadline);
    if (!result) {  // between two commands, or at the end of a lost connection
      if (PQstatus(connection_.get()) == CONNECTION_OK) continue;
      if (received.error) return received;
      throw_lost(PQerrorMessage(connection_.get()));
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (is_good(status)) {
      received.answers.push_back(std::move(result));
    } else if (status != PGRES_PIPELINE_ABORTED && !received.error) {
      received.error = std::move(result);
    }
  }
  answering_ = true;
  forget_unprepared(received.answers.size());
  return received;
}

PostgresqlResult PostgresqlSession::next_result(Deadline deadline) {
  while (PQisBusy(connection_.get()) != 0) {
    wait_for_input(deadline);
    if (PQconsumeInput(connection_.get()) == 0) break;  // told by the next result
  }
  return PostgresqlResult(PQgetResult(connection_.get()));
}

void PostgresqlSession::wait_for_input(Deadline deadline) {
  using std::chrono::ceil;
  using std::chrono::milliseconds;
  while (true) {
    int timeout = -1;
    if (deadline != Deadline::max()) {
      const auto left = ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) throw_lost("no answer in time");
      timeout = static_cast<int>(left.count());
    }
    pollfd input{PQsocket(connection_.get()), POLLIN, 0};
    const int ready = ::poll(&input, 1, timeout);
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) throw_lost("its socket cannot be waited for");
  }
}

}  // namespace gatehouse::sql
