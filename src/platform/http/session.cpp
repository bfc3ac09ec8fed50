#include "platform/http/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <exception>
#include <memory>

#include "platform/http/conversation.hpp"
#include "platform/http/tls.hpp"
#include "platform/http/worker.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

using namespace std::chrono_literals;
using TlsStream = asio::ssl::stream<Socket>;

constexpr auto farewell_time = 2s;                  // for a client to read the last reply
constexpr std::size_t farewell_bytes = 256 * 1024;  // of a body that nobody wanted

/// The I/O of one connection; what is said on it is the conversation's.
template <class Stream>
class Session final : public Connection {
 public:
  Session(Worker& worker, Stream stream, std::string peer)
      : Connection(worker), stream_(std::move(stream)), landing_(worker.context()), peer_(std::move(peer)) {
    ErrorCode ignored;
    socket().non_blocking(true, ignored);
  }

  // A request that is answered on this thread, read and written in one piece, suspends once: until it comes.
  Awaitable<void> live() {
    bool open = co_await shake_hands();
    while (open) {
      Progress progress = expect_request();
      while (progress == Progress::wants_more && !is_to_leave()) {
        const bool received = co_await receive();
        progress = received ? read_head() : miss_head();
        if (!received) break;
      }
      if (progress == Progress::ready) progress = talk_->begin();
      if (progress == Progress::ready && talk_->wants_body()) progress = co_await receive_body();
      if (progress == Progress::wants_more) break;
      if (progress == Progress::ready) {
        const bool answered = answer_here() || co_await produce();
        if (!answered) break;
      }
      open = talk_->write(worker().date());
      std::string_view reply = talk_->output();
      const bool sent = send_at_once(reply) || co_await send(reply);
      open = sent && open;
      end_request(open);
    }
    co_await say_goodbye();
  }

 private:
  static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

  const Limits& limits() const { return worker().service().options.limits; }

  Socket& socket() {
    if constexpr (is_tls)
      return stream_.next_layer();
    else
      return stream_;
  }

  void interrupt() override {
    ErrorCode ignored;
    socket().cancel(ignored);
  }

  Awaitable<bool> shake_hands() {
    if constexpr (is_tls) {
      allow(limits().header_timeout);
      const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_values);
      shaken_ = !error && !has_expired();
      co_return shaken_;
    }
    co_return true;
  }

  bool is_untouched() const { return !talk_ || talk_->is_untouched(); }

  Conversation& talk() {
    if (!talk_) talk_ = worker().lend_conversation(peer_);
    return *talk_;
  }

  Progress expect_request() {
    const bool first = !std::exchange(seasoned_, true);
    set_idle(is_untouched());
    allow(is_idle() && !first ? limits().idle_timeout : limits().header_timeout);
    begun_ = first;
    return read_head();
  }

  Progress read_head() {
    if (is_untouched()) return Progress::wants_more;
    if (is_idle() && !begun_) allow(limits().header_timeout);
    set_idle(false);
    return talk_->read_head();
  }

  // `wants_more`: the client has gone, or said nothing for too long.
  Progress miss_head() { return has_expired() && !is_untouched() ? talk_->time_out() : Progress::wants_more; }

  bool is_to_leave() { return is_idle() && worker().service().stopping && !has_input(); }

  void end_request(bool goes_on) {
    talk_->end();
    replied_ = true;
    if (goes_on) fall_silent();
  }

  /// Between two requests.
  void fall_silent() {
    if (talk_ && talk_->is_untouched()) worker().take_back(std::move(talk_));
  }

  Awaitable<Progress> receive_body() {
    if (talk_->owes_continue()) {
      const bool sent = co_await send("HTTP/1.1 100 Continue\r\n\r\n");
      if (!sent) co_return Progress::wants_more;
    }
    allow(limits().body_timeout);
    for (;;) {
      const Progress progress = talk_->read_body();
      if (progress != Progress::wants_more) co_return progress;
      const bool received = co_await receive();
      if (!received) co_return has_expired() ? talk_->time_out() : progress;
    }
  }

  Awaitable<bool> receive() {
    for (;;) {
      ErrorCode error;
      std::size_t count = 0;
      if constexpr (is_tls) {
        const auto room = talk().room();
        const asio::mutable_buffer buffer(room.data(), room.size());
        const auto [fault, received] = co_await stream_.async_read_some(buffer, as_values);
        error = fault;
        count = received;
      } else {
        // Whoever waits for a request holds no memory for it yet.
        const auto [fault] = co_await stream_.async_wait(Socket::wait_read, as_values);
        error = fault;
        if (!error && !has_expired()) count = read_now(error);
      }
      if (has_expired()) break;
      // Interrupted by the stop of the server: a request that has come meanwhile is still served.
      if (error == asio::error::operation_aborted && has_input()) continue;
      if (error == asio::error::would_block) continue;
      if (error) break;
      talk_->received(count);
      co_return true;
    }
    if (is_idle()) fall_silent();
    co_return false;
  }

  std::size_t read_now(ErrorCode& error) {
    const auto room = talk().room();
    return stream_.read_some(asio::mutable_buffer(room.data(), room.size()), error);
  }

  bool has_input() {
    ErrorCode ignored;
    return socket().available(ignored) > 0;
  }

  /// False where a lane has to do it, or the rest of it.
  bool answer_here() {
    allow_forever();
    if (talk_->lane()) return false;
    talk_->answer();
    return !talk_->is_half_done();
  }

  /// False where nobody waits for the reply any more.
  Awaitable<bool> produce() {
    Lane* const lane = talk_->is_half_done() ? nullptr : talk_->lane();
    bool landed = false;
    landing_.expires_at(Monotonic::max());
    const auto land = [this, &landed] {
      landed = true;
      landing_.cancel();
    };
    if (!lane) {
      const bool taken = talk_->launch_rest(worker().home(), land);
      while (taken && !landed) co_await landing_.async_wait(as_values);
      co_return talk_->is_answered();
    }
    const auto ticket = talk_->launch(*lane, worker().home(), socket().native_handle(), land);
    const bool follows = ticket && lane->options().follows_clients;
    if (follows) follow_client(*lane, *ticket);
    while (ticket && !landed) co_await landing_.async_wait(as_values);
    if (follows) interrupt();
    co_return talk_->is_answered();
  }

  /// Until `interrupt`. The handler may come after this session's end, and holds nothing of it: by then there
  /// is no such ticket any more, whoever's the socket is. Whoever sends more meanwhile is followed no
  /// further.
  void follow_client(Lane& lane, Lane::Ticket ticket) {
    socket().async_wait(Socket::wait_read,
                        [&lane, ticket, native = socket().native_handle()](ErrorCode error) {
                          if (!error && has_stopped_sending(native)) lane.withdraw(ticket);
                        });
  }

  /// False where something is left in `bytes`, which has to wait or cannot be sent.
  bool send_at_once(std::string_view& bytes) {
    if constexpr (!is_tls) {
      ErrorCode error;
      bytes.remove_prefix(stream_.write_some(asio::const_buffer(bytes.data(), bytes.size()), error));
    }
    return bytes.empty();
  }

  Awaitable<bool> send(std::string_view bytes) {
    while (!bytes.empty()) {
      allow(limits().write_timeout);  // for each part, so that a slow reader who reads may go on
      const asio::const_buffer buffer(bytes.data(), bytes.size());
      const auto [error, count] = co_await stream_.async_write_some(buffer, as_values);
      if (error || has_expired()) co_return false;
      bytes.remove_prefix(count);
    }
    allow_forever();
    co_return true;
  }

  // Closing over unread bytes would reset the connection, and the client might never see the last reply.
  Awaitable<void> say_goodbye() {
    ErrorCode ignored;
    allow(farewell_time);
    if constexpr (is_tls) {
      // As if the client had said goodbye already: ours is sent, and nobody waits for theirs.
      SSL_set_shutdown(stream_.native_handle(), SSL_RECEIVED_SHUTDOWN);
      if (shaken_) co_await stream_.async_shutdown(as_values);
    }
    socket().shutdown(Socket::shutdown_send, ignored);
    const bool lingers = replied_ && ((talk_ && talk_->has_unread()) || has_input());
    set_idle(true);  // not worth waiting for when the server stops
    allow(farewell_time);
    if (lingers) co_await discard_input();
    socket().close(ignored);
  }

  Awaitable<void> discard_input() {
    std::size_t discarded = 0;
    while (discarded < farewell_bytes) {
      const auto scrap = talk().scrap();
      const asio::mutable_buffer buffer(scrap.data(), scrap.size());
      const auto [error, count] = co_await socket().async_read_some(buffer, as_values);
      if (error || has_expired()) break;
      discarded += count;
    }
  }

  Stream stream_;
  Timer landing_;  // never expires: a lane's job cancels it when it is done
  std::string peer_;
  std::unique_ptr<Conversation> talk_;  // while something is said
  bool shaken_ = false;
  bool seasoned_ = false;  // has waited for a request
  bool begun_ = false;     // the time for the head runs already
  bool replied_ = false;
};

template <class Stream>
Awaitable<void> host(std::unique_ptr<Session<Stream>> session) {
  co_await session->live();
}

template <class Stream>
void start(Worker& worker, Stream stream, std::string peer) {
  auto session = std::make_unique<Session<Stream>>(worker, std::move(stream), std::move(peer));
  asio::co_spawn(worker.context(), host(std::move(session)), [](const std::exception_ptr& failure) {
    try {
      if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      log::error("connection_failed", {{"what", std::string_view(error.what())}});
    }
  });
}

}  // namespace

void start_session(Worker& worker, Socket socket, std::string peer) {
  const auto& tls = worker.service().tls;
  if (!tls) return start<Socket>(worker, std::move(socket), std::move(peer));
  const auto context = tls->current();
  start<TlsStream>(worker, TlsStream(std::move(socket), *context), std::move(peer));
}

}  // namespace gatehouse::http
