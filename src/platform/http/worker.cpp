#include "platform/http/worker.hpp"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <ctime>
#include <exception>

#include "platform/http/listener.hpp"
#include "platform/http/reply_writer.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_silent = 64;  // conversations that are kept for later

// Often enough that the shortest limit is kept within a quarter of itself.
std::chrono::milliseconds interval_for(const Limits& limits) {
  const auto shortest =
      std::min({limits.header_timeout, limits.body_timeout, limits.write_timeout, limits.idle_timeout});
  return std::clamp<std::chrono::milliseconds>(shortest / 4, 5ms, 500ms);
}

}  // namespace

Worker::Worker(Service& service)
    : service_(service),
      sweep_interval_(interval_for(service.options.limits)),
      home_(std::make_shared<Home>(context_)),
      acceptor_(context_),
      sweep_timer_(context_) {}

Worker::~Worker() {
  end();
  over_ = true;
}

ListenAddress Worker::listen(const ListenAddress& address, bool with_others) {
  acceptor_ = open_listener(context_, address, with_others);
  const auto endpoint = acceptor_.local_endpoint();
  return {address.host, endpoint.port()};
}

void Worker::run() {
  accept_connections(*this, acceptor_);
  thread_ = std::thread([this] { serve(); });
}

void Worker::serve() {
  // `top -H` and the like show whose thread takes the time; the system takes 15 octets.
  ::pthread_setname_np(::pthread_self(), ("http " + service_.options.name).substr(0, 15).c_str());
  for (;;) {
    try {
      context_.run();
      break;
    } catch (const std::exception& error) {
      log::error("connection_thread_failed", {{"what", std::string_view(error.what())}});
    }
  }
  home_->close();
  end_.set_value();
}

void Worker::begin_stop() {
  home_->post([this] {
    ErrorCode ignored;
    take_waiting(*this, acceptor_);
    acceptor_.close(ignored);
    for (Connection* connection : connections_) connection->wind_down();
    if (connections_.empty()) sweep_timer_.cancel();
  });
}

void Worker::end() {
  home_->close();
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

std::string_view Worker::date() {
  const std::int64_t second = std::time(nullptr);
  if (second != date_second_) {
    date_ = to_http_date(second);
    date_second_ = second;
  }
  return date_;
}

std::unique_ptr<Conversation> Worker::lend_conversation(std::string_view peer) {
  std::unique_ptr<Conversation> lent;
  if (silent_.empty()) {
    lent = std::make_unique<Conversation>(service_);
  } else {
    lent = std::move(silent_.back());
    silent_.pop_back();
  }
  lent->take_up(peer);
  return lent;
}

void Worker::take_back(std::unique_ptr<Conversation> conversation) {
  if (silent_.size() < most_silent) silent_.push_back(std::move(conversation));
}

std::list<Connection*>::iterator Worker::enter(Connection& connection) {
  const auto place = connections_.insert(connections_.end(), &connection);
  service_.connections.fetch_add(1, std::memory_order_relaxed);
  if (!sweeping_) sweep_later();
  return place;
}

void Worker::leave(std::list<Connection*>::iterator place) {
  connections_.erase(place);
  service_.connections.fetch_sub(1, std::memory_order_relaxed);
  if (!over_ && connections_.empty() && service_.stopping) sweep_timer_.cancel();
}

void Worker::sweep_later() {
  sweeping_ = true;
  sweep_timer_.expires_after(sweep_interval_);
  sweep_timer_.async_wait([this](ErrorCode error) {
    sweeping_ = false;
    if (!error) sweep();
  });
}

void Worker::sweep() {
  const auto now = std::chrono::steady_clock::now();
  if (now >= next_deadline_) {  // thousands of idle connections are not looked at for nothing
    next_deadline_ = Monotonic::max();
    for (Connection* connection : connections_) expect_deadline(connection->sweep(now));
  }
  if (!connections_.empty()) sweep_later();
}

}  // namespace gatehouse::http
