#pragma once

// One connection thread: a listener of its own, the connections it accepted, and the sweep over their
// deadlines. Nothing of it is shared with the other threads but the service.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/http/asio_types.hpp"
#include "platform/http/connection.hpp"
#include "platform/http/conversation.hpp"
#include "platform/http/home.hpp"
#include "platform/http/service.hpp"

namespace gatehouse::http {

class Worker {
 public:
  /// Opens nothing yet.
  explicit Worker(Service& service);
  ~Worker();

  /// Before `run`; throws as `open_listener` does. The address it got.
  ListenAddress listen(const ListenAddress& address, bool with_others);
  void run();

  /// From any thread: no more connections, and the end once those that are have ended.
  void begin_stop();
  /// From any thread: whether the end has come by then.
  bool has_ended_by(Monotonic time) { return ended_.wait_until(time) == std::future_status::ready; }
  /// From any thread: the end now, whatever is open.
  void end();

  // For its own connections, on its own thread.

  Service& service() const { return service_; }
  IoContext& context() { return context_; }
  const std::shared_ptr<Home>& home() const { return home_; }
  /// The Date header's value.
  std::string_view date();
  /// One with `peer`, for as long as something is said.
  std::unique_ptr<Conversation> lend_conversation(std::string_view peer);
  /// Nothing of it is left to be read or written.
  void take_back(std::unique_ptr<Conversation> conversation);
  /// No connection has an earlier one than the worker was told of.
  void expect_deadline(Monotonic deadline) { next_deadline_ = std::min(next_deadline_, deadline); }
  std::list<Connection*>::iterator enter(Connection& connection);
  void leave(std::list<Connection*>::iterator place);

 private:
  void serve();
  void sweep_later();
  void sweep();

  Service& service_;
  std::list<Connection*>
      connections_;  // before the context: coroutines that die with it still leave the list
  std::vector<std::unique_ptr<Conversation>> silent_;
  std::int64_t date_second_ = 0;
  std::string date_;
  Monotonic next_deadline_ = Monotonic::max();  // or earlier, where that one was put off
  bool sweeping_ = false;
  bool over_ = false;  // connections that die with the context find no timer any more
  std::chrono::milliseconds sweep_interval_;
  IoContext context_{1};
  std::shared_ptr<Home> home_;
  Acceptor acceptor_;
  Timer sweep_timer_;
  std::promise<void> end_;
  std::future<void> ended_ = end_.get_future();
  std::thread thread_;
};

}  // namespace gatehouse::http
