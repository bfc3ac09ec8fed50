#pragma once

// The end of a supervisor that hears: a datagram socket with an abstract name of its own.

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace gatehouse::testing {

class SupervisorSocket {
 public:
  SupervisorSocket() {
    static int number = 0;
    const std::string name = "gatehouse-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    std::ranges::copy(name, place.sun_path + 1);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&place), length) != 0)
      throw std::runtime_error("bind");
    address_ = "@" + name;
  }
  ~SupervisorSocket() { ::close(socket_); }
  SupervisorSocket(const SupervisorSocket&) = delete;
  SupervisorSocket& operator=(const SupervisorSocket&) = delete;

  /// What a program is started with that is to tell this one.
  std::vector<std::string> variables(std::vector<std::string> more = {}) const {
    more.push_back("NOTIFY_SOCKET=" + address_);
    return more;
  }

  /// The next message, once it is there.
  std::string next() const { return receive(0); }
  /// Or nothing where none is there.
  std::string next_if_any() const { return receive(MSG_DONTWAIT); }

 private:
  std::string receive(int flags) const {
    std::string message(4096, '\0');
    const ssize_t size = ::recv(socket_, message.data(), message.size(), flags);
    message.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return message;
  }

  int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  std::string address_;
};

}  // namespace gatehouse::testing
