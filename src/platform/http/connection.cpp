#include "platform/http/connection.hpp"

#include "platform/http/worker.hpp"

namespace gatehouse::http {

Connection::Connection(Worker& worker) : worker_(worker) { place_ = worker.enter(*this); }

Connection::~Connection() { worker_.leave(place_); }

void Connection::sweep(Monotonic now) {
  if (now < deadline_) return;
  deadline_ = Monotonic::max();
  expired_ = true;
  interrupt();
}

void Connection::wind_down() {
  if (idle_) interrupt();
}

void Connection::allow(std::chrono::milliseconds time) {
  deadline_ = std::chrono::steady_clock::now() + time;
  expired_ = false;
}

}  // namespace gatehouse::http
