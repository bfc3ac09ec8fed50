#pragma once

// The seam between the connection and the endpoints. The connection reads a head, asks here what it means,
// reads the body if the answer wants one, and runs it where the answer says; it knows no path, and endpoints
// know no socket.

#include <cstddef>
#include <functional>
#include <limits>
#include <string_view>
#include <variant>

#include "platform/http/exchange.hpp"
#include "platform/http/lane.hpp"

namespace gatehouse::http {

/// What is left of a request that has been read: makes the reply.
using Rest = std::function<Reply()>;

/// What a head asks for, decided before its body is read.
struct Match {
  LaneName lane = LaneName::connection;
  /// Null: none. Lives as long as the dispatcher.
  const Detour* detour = nullptr;
  /// The label for log and metrics: the declared pattern, or "unmatched". Lives as long as the dispatcher.
  std::string_view route = "unmatched";
  /// Makes the reply, on a thread of the lane; the request is whole by then. May throw: `Unavailable` becomes
  /// 503, all else 500.
  std::function<Reply(const Request&)> run;
  /// The same in two steps, where the lane is `write`: reads and checks the request, which must stay where it
  /// is, on any thread; what is left is for the writer. May throw as `run` does, and so may the rest.
  std::function<std::variant<Reply, Rest>(const Request&)> begin{};
  /// False: a body, where one was declared, stays unread, and the connection is closed after the reply.
  bool reads_body = true;
  /// Beyond it: 413. The server's own limit holds besides.
  std::size_t body_limit = std::numeric_limits<std::size_t>::max();
};

/// Thread-safe: every connection thread asks at once.
class Dispatcher {
 public:
  virtual ~Dispatcher() = default;

  /// From method, path and headers alone; `head.body` is empty yet. 404 and 405 are matches too (lane
  /// `connection`, body unread) whose `run` makes the problem reply. Fills in `head.path_id` or
  /// `head.path_text`.
  virtual Match match(Request& head) const = 0;

  /// The problem+json for what the connection itself refuses: 400 `bad_request` (framing), 408
  /// `request_timeout`, 413 `body_too_large`, 414 `uri_too_long`, 417 `expectation_failed`, 431
  /// `header_too_large`, 500 `internal_error`, 501 `not_implemented` (method), 503 `overloaded` or
  /// `unavailable`, 505 `version_not_supported`. The connection adds `Retry-After`.
  virtual Reply refuse(int status, std::string_view code, std::string_view detail,
                       std::string_view request_id) const = 0;
};

}  // namespace gatehouse::http
