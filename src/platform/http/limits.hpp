#pragma once

// What one client may take of the server: bytes, time and connections. Each is an option; the defaults hold a
// small machine against slow and greedy clients.

#include <chrono>
#include <cstddef>

namespace gatehouse::http {

struct Limits {
  /// For a whole head, from its first byte (of the first one: from the connect); so also for a TLS handshake.
  std::chrono::milliseconds header_timeout{10'000};
  /// For a whole body, from the end of its head.
  std::chrono::milliseconds body_timeout{30'000};
  /// For a reply that makes no progress, because the client does not read it.
  std::chrono::milliseconds write_timeout{30'000};
  /// For a kept connection between two requests.
  std::chrono::milliseconds idle_timeout{60'000};
  /// Connections at once, of all threads; one more is refused with 503.
  std::size_t max_connections = 10'000;
  /// Of the request line and all headers together; beyond it 431.
  std::size_t max_header_bytes = 16 * 1024;
  /// Header fields of one request; beyond it 431.
  std::size_t max_header_fields = 100;
  /// Of the path and query; beyond it 414.
  std::size_t max_target_bytes = 8 * 1024;
  /// Of a body; beyond it 413.
  std::size_t max_body_bytes = 16 * 1024;
};

}  // namespace gatehouse::http
