#include "platform/http/connection.hpp"

#include "platform/http/worker.hpp"

namespace gatehouse::http {

Connection::Connection(Worker& worker) : worker_(worker) { place_ = worker.enter(*this); }

Connection::~Connection() { worker_.leave(place_); }

Monotonic Connection::sweep(Monotonic now) {
  if (now < deadline_) return deadline_;
  deadline_ = Monotonic::max();
  expired_ = true;
  interrupt();
  return deadline_;
}

void Connection::wind_down() {
  if (idle_) interrupt();
}

void Connection::allow(std::chrono::milliseconds time) {
  deadline_ = std::chrono::steady_clock::now() + time;
  expired_ = false;
  worker_.expect_deadline(deadline_);
}

}  // namespace gatehouse::http
