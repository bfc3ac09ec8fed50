#include "server/supervisor.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <ctime>
#include <system_error>

#include "platform/config/quantity.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::server {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr timeval patience{.tv_sec = 5, .tv_usec = 0};  // with a supervisor that does not read
constexpr microseconds time_to_say_goodbye = std::chrono::seconds{15};

std::string_view value_of(std::span<const std::string> variables, std::string_view name) {
  for (const std::string_view entry : variables) {
    if (entry.starts_with(name) && entry.substr(name.size()).starts_with('='))
      return entry.substr(name.size() + 1);
  }
  return {};
}

/// For this process: the variables of a parent that is watched itself are not ours.
std::optional<milliseconds> watchdog_in(std::span<const std::string> variables) {
  const std::string_view pid = value_of(variables, "WATCHDOG_PID");
  if (!pid.empty() && pid != std::to_string(::getpid())) return std::nullopt;
  const auto period = config::parse_whole_number(value_of(variables, "WATCHDOG_USEC"));
  if (!period || *period < 1000) return std::nullopt;
  return duration_cast<milliseconds>(microseconds{*period});
}

bool fits(std::string_view address) {
  return address.size() > 1 && address.size() < sizeof(sockaddr_un::sun_path) &&
         (address.front() == '/' || address.front() == '@');
}

microseconds monotonic_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::chrono::seconds{now.tv_sec} +
         duration_cast<microseconds>(std::chrono::nanoseconds{now.tv_nsec});
}

void complain(int error) {
  const std::string reason = std::system_category().message(error);
  log::warn("supervisor_not_told", {{"reason", std::string_view(reason)}});
}

}  // namespace

Supervisor::Supervisor(std::span<const std::string> variables)
    : address_(value_of(variables, "NOTIFY_SOCKET")) {
  if (!fits(address_)) return;
  socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) {
    complain(errno);
    return;
  }
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  watchdog_ = watchdog_in(variables);
}

Supervisor::~Supervisor() {
  if (socket_ >= 0) ::close(socket_);
}

void Supervisor::tell_ready() const { tell("READY=1"); }

void Supervisor::tell_reloading() const {
  tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_now().count()));
}

void Supervisor::tell_stopping(milliseconds grace) const {
  tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + std::to_string((time_to_say_goodbye + grace).count()));
}

void Supervisor::tell_alive() const { tell("WATCHDOG=1"); }

void Supervisor::tell(std::string_view state) const {
  if (socket_ < 0) return;
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  std::ranges::copy(address_, to.sun_path);
  if (address_.front() == '@') to.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  const auto* address = reinterpret_cast<const sockaddr*>(&to);
  if (::sendto(socket_, state.data(), state.size(), MSG_NOSIGNAL, address, length) < 0) complain(errno);
}

}  // namespace gatehouse::server
