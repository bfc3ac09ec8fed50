#pragma once

// The way back from a lane to a connection. The connection's thread may be gone by the time a job ends: then
// the way is closed, and what comes back is dropped.

#include <boost/asio/post.hpp>
#include <mutex>
#include <utility>

#include "platform/http/asio_types.hpp"

namespace gatehouse::http {

/// Thread-safe.
class Home {
 public:
  explicit Home(IoContext& context) : context_(&context) {}

  /// Runs `step` on the thread of the connections, where that still is.
  template <class Step>
  void post(Step step) {
    const std::lock_guard lock(mutex_);
    if (context_) asio::post(*context_, std::move(step));
  }

  /// Nobody waits at `socket` any more: it was reset, not merely half closed. Only for a socket that its
  /// connection keeps open for as long as the way is.
  bool is_hung_up(int socket) const;

  /// To be called before the context goes.
  void close();

 private:
  mutable std::mutex mutex_;
  IoContext* context_;
};

/// The other end of `socket` has closed its side. Most who do so are gone; some still read.
bool has_stopped_sending(int socket);

}  // namespace gatehouse::http
