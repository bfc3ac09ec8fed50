#pragma once

// A client for tests that sends exactly the bytes it is told to, right or wrong, and tells exactly what came
// back.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "platform/http/address.hpp"

namespace gatehouse::http::testing {

class RawClient {
 public:
  explicit RawClient(const ListenAddress& address) : RawClient(open(address)) { connect(address); }
  ~RawClient() { close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Opens the socket only, so that connecting needs no descriptor.
  static RawClient unconnected(const ListenAddress& address) { return RawClient(open(address)); }

  void connect(const ListenAddress& address) {
    if (address.host.contains(':')) {
      sockaddr_in6 to{.sin6_family = AF_INET6, .sin6_port = htons(address.port)};
      inet_pton(AF_INET6, address.host.c_str(), &to.sin6_addr);
      ASSERT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    } else {
      sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(address.port)};
      inet_pton(AF_INET, address.host.c_str(), &to.sin_addr);
      ASSERT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    }
  }

  /// What could be sent; a server that has refused already may have closed.
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      pollfd state{.fd = socket_, .events = POLLOUT, .revents = 0};
      if (::poll(&state, 1, 20'000) != 1) {
        ADD_FAILURE() << "the server neither reads nor closes";
        return;
      }
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0 && errno == EAGAIN) continue;
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  int descriptor() const { return socket_; }

  void half_close() { ::shutdown(socket_, SHUT_WR); }

  /// Closes in the way that the server sees as a reset.
  void reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }

  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  /// All that comes until the server closes.
  std::string rest() {
    std::string all = std::exchange(pending_, {});
    while (receive()) all.append(std::exchange(pending_, {}));
    return all;
  }

  /// One reply with its body, by Content-Length; what came before the server closed, where that was less.
  std::string reply(bool head_only = false) {
    std::size_t head_end;
    while ((head_end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return std::exchange(pending_, {});
    std::size_t size = head_end + 4;
    const auto length = pending_.find("Content-Length: ");
    if (!head_only && length < head_end) size += std::stoul(pending_.substr(length + 16));
    while (pending_.size() < size)
      if (!receive()) return std::exchange(pending_, {});
    std::string one = pending_.substr(0, size);
    pending_.erase(0, size);
    return one;
  }

  bool is_closed_by_server() { return pending_.empty() && !receive(); }

 private:
  explicit RawClient(int socket) : socket_(socket) {}

  static int open(const ListenAddress& address) {
    return ::socket(address.host.contains(':') ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
  }

  bool receive() {
    pollfd state{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&state, 1, 20'000) != 1) {
      ADD_FAILURE() << "the server neither answers nor closes";
      return false;
    }
    char buffer[16 * 1024];
    const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    pending_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  std::string pending_;
};

/// Somebody listens there.
inline bool accepts(const ListenAddress& address) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(address.port)};
  inet_pton(AF_INET, address.host.c_str(), &to.sin_addr);
  const bool accepted = ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  ::close(socket);
  return accepted;
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

}  // namespace gatehouse::http::testing
