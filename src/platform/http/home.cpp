#include "platform/http/home.hpp"

#include <poll.h>

namespace gatehouse::http {

bool Home::is_hung_up(int socket) const {
  const std::lock_guard lock(mutex_);  // held meanwhile, so that the descriptor is still this socket's
  if (!context_) return true;
  pollfd state{.fd = socket, .events = 0, .revents = 0};
  return ::poll(&state, 1, 0) == 1 && (state.revents & (POLLERR | POLLHUP)) != 0;
}

bool has_stopped_sending(int socket) {
  pollfd state{.fd = socket, .events = POLLRDHUP, .revents = 0};
  return ::poll(&state, 1, 0) == 1;
}

void Home::close() {
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
}

}  // namespace gatehouse::http
