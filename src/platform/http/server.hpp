#pragma once

// An HTTP/1.1 server for one listening address: connections on threads of their own, endpoints behind a
// dispatcher, slow work on lanes. A program that has a public and an admin listener makes two. The network
// library stays out of this header.

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/address.hpp"
#include "platform/http/dispatcher.hpp"
#include "platform/http/ip_address.hpp"
#include "platform/http/lane.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/write_lane.hpp"

namespace gatehouse::http {

/// PEM files: the certificate with its chain, and its private key, which nobody but the owner may read.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

/// They cannot be used; the message tells which, and why.
class BadTlsFiles : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One answered request, as metrics count it.
struct RequestReport {
  std::string_view route;
  std::string_view method;  // "-" where the head could not be read, "other" for one that HTTP does not define
  int status;
  double seconds;  // from the end of its head to the end of its reply
};

struct ServerOptions {
  std::string name = "public";  // names the listener in the log
  ListenAddress listen;         // port 0: the system chooses, and `address()` tells
  std::size_t threads = 0;      // 0: one for each core
  Limits limits;
  std::vector<AddressRange> trusted_proxies;             // whose X-Forwarded-For tells whose request it is
  std::optional<TlsFiles> tls;                           // absent: plain HTTP
  bool behind_tls = false;                               // clients come over TLS, which a proxy speaks
  std::function<void(const RequestReport&)> on_request;  // called on any connection thread
};

/// Both lanes must outlive the server.
struct Lanes {
  Lane& data;
  Lane& hashing;
  /// A read takes microseconds and waits for no network, so that a lane would cost more than it protects.
  bool reads_at_once = false;
  WriteLane* write = nullptr;  // absent: what is for it goes to `data`
};

/// Thread-safe, but for `start` and `stop`, which one thread calls.
class Server {
 public:
  /// `dispatcher` must outlive the server and the last job of the lanes.
  Server(ServerOptions options, const Dispatcher& dispatcher, Lanes lanes);
  /// Stops without grace.
  ~Server();

  /// Listens; then serves. Throws `std::runtime_error` with a sentence for the operator where it cannot.
  void start();

  /// Where it listens, once started.
  ListenAddress address() const;

  /// Reads the TLS files again, for connections from now on. Where they are bad, says why, and keeps the old
  /// ones.
  std::expected<void, std::string> reload_tls();

  /// Serves on, and ends each connection with its next reply, so that clients look for another server.
  void begin_leaving();

  /// Takes no more connections, closes idle ones, and waits for the requests in flight; what is left after
  /// `grace` is cut off. True where nothing was.
  bool stop(std::chrono::milliseconds grace = std::chrono::seconds{10});

  /// Asks each connection thread to run something. True where all of them have by `deadline`; a stopped
  /// server is none.
  bool is_responsive(std::chrono::steady_clock::time_point deadline) const;

  /// Open now.
  std::size_t connections() const;
  /// Refused because too many were open, since the start.
  std::uint64_t turned_away() const;

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace gatehouse::http
