#include "platform/http/listener.hpp"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <exception>
#include <stdexcept>
#include <string>

#include "platform/http/answer.hpp"
#include "platform/http/reply_writer.hpp"
#include "platform/http/request_id.hpp"
#include "platform/http/session.hpp"
#include "platform/http/tls.hpp"
#include "platform/http/worker.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

using namespace std::chrono_literals;

constexpr auto accept_pause = 100ms;
constexpr auto quiet_time = 10s;  // between two lines about the same trouble

[[noreturn]] void fail(const ListenAddress& address, const ErrorCode& error) {
  throw std::runtime_error("cannot listen on " + to_text(address) + ": " + error.message());
}

Tcp::endpoint to_endpoint(const ListenAddress& address) {
  ErrorCode error;
  const auto host = asio::ip::make_address(address.host, error);
  if (error) fail(address, error);
  return {host, address.port};
}

Acceptor open_bound(IoContext& context, const ListenAddress& address, bool with_others) {
  const Tcp::endpoint endpoint = to_endpoint(address);
  Acceptor acceptor(context);
  ErrorCode error;
  acceptor.open(endpoint.protocol(), error);
  if (error) fail(address, error);
  acceptor.set_option(Acceptor::reuse_address(true), error);
  const int yes = 1;
  if (with_others) ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
  acceptor.bind(endpoint, error);
  if (error) fail(address, error);
  return acceptor;
}

std::string peer_of(const Socket& socket) {
  ErrorCode error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return {};
  const auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

// As much as one quick write can: a client that is too many gets no time.
void turn_away(Worker& worker, Socket socket) {
  Service& service = worker.service();
  service.turned_away.fetch_add(1, std::memory_order_relaxed);
  if (service.tls) return;
  const std::string id = make_request_id();
  std::string bytes;
  write_reply(bytes, refuse(service.dispatcher, overloaded, id),
              {.request_id = id, .date = worker.date(), .keep_alive = false});
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
  // Closing over unread bytes would reset the connection, and the reply with it.
  char unread[4096];
  socket.read_some(asio::buffer(unread), ignored);
}

void admit(Worker& worker, Socket socket) {
  Service& service = worker.service();
  if (service.connections.load(std::memory_order_relaxed) >= service.options.limits.max_connections)
    return turn_away(worker, std::move(socket));
  ErrorCode ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  std::string peer = peer_of(socket);
  if (peer.empty()) return;  // it has gone already
  start_session(worker, std::move(socket), std::move(peer));
}

class AcceptTrouble {
 public:
  void note(std::string_view what) {
    const auto now = std::chrono::steady_clock::now();
    if (now < quiet_until_) return;
    quiet_until_ = now + quiet_time;
    log::warn("accept_paused", {{"what", what}});
  }

 private:
  Monotonic quiet_until_{};
};

bool concerns_one_connection(const ErrorCode& error) {
  return error == asio::error::connection_aborted || error == asio::error::interrupted ||
         error.value() == EPROTO;
}

Awaitable<void> accept_loop(Worker& worker, Acceptor& acceptor) {
  Timer pause(worker.context());
  AcceptTrouble trouble;
  while (acceptor.is_open()) {
    auto [error, socket] = co_await acceptor.async_accept(as_values);
    std::string reason;
    try {
      if (!error)
        admit(worker, std::move(socket));
      else if (!concerns_one_connection(error))
        reason = error.message();
    } catch (const std::exception& failure) {
      reason = failure.what();
    }
    if (reason.empty() || !acceptor.is_open()) continue;
    trouble.note(reason);
    pause.expires_after(accept_pause);
    co_await pause.async_wait(as_values);
  }
}

}  // namespace

Acceptor open_listener(IoContext& context, const ListenAddress& address, bool with_others) {
  Acceptor acceptor = open_bound(context, address, with_others);
  ErrorCode error;
  acceptor.listen(Acceptor::max_listen_connections, error);
  if (error) fail(address, error);
  return acceptor;
}

void check_is_free(const ListenAddress& address) {
  IoContext context(1);
  open_bound(context, address, false);
}

void take_waiting(Worker& worker, Acceptor& acceptor) {
  ErrorCode error;
  acceptor.non_blocking(true, error);
  for (int i = 0; !error && i < Acceptor::max_listen_connections; ++i) {
    Socket socket = acceptor.accept(error);
    try {
      if (!error) admit(worker, std::move(socket));
    } catch (const std::exception& failure) {  // of one connection, and the listener is still to be closed
      log::error("connection_failed", {{"what", std::string_view(failure.what())}});
    }
  }
}

void accept_connections(Worker& worker, Acceptor& acceptor) {
  asio::co_spawn(worker.context(), accept_loop(worker, acceptor), asio::detached);
}

}  // namespace gatehouse::http
