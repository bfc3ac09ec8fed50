// The real session code at the other end of a socket pair. Whatever is sent, and in whatever pieces it comes,
// the server reads the requests that a strict reading of RFC 9112 finds, one reply each; at the first thing
// that is no such request it refuses and closes. It may be narrower than the RFC, never wider, and never read
// on in another place.

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/server.hpp"
#include "platform/http/session.hpp"
#include "platform/http/tls.hpp"
#include "platform/http/worker.hpp"
#include "platform/log/log.hpp"
#include "tests/fuzz/check.hpp"
#include "tests/fuzz/reference/rfc9112.hpp"

namespace {

using gatehouse::fuzz::check;
namespace http = gatehouse::http;
namespace reference = gatehouse::reference;

constexpr std::string_view unread = "/unread";

bool reads_body(std::string_view target) { return target.substr(0, target.find('?')) != unread; }

/// Keeps what it was asked, as the second reader tells it.
class Witness final : public http::Dispatcher {
 public:
  http::Match match(http::Request& head) const override {
    const auto note = [this](const http::Request& request) {
      seen.push_back(request);
      return http::Reply{.content_type = "text/plain", .body = "seen"};
    };
    return {.route = "/", .run = note, .reads_body = head.path != unread};
  }

  http::Reply refuse(int status, std::string_view code, std::string_view, std::string_view) const override {
    ++refusals;
    return {.status = status, .content_type = "text/plain", .body = std::string(code)};
  }

  mutable std::vector<http::Request> seen;
  mutable int refusals = 0;
};

/// One thread's share of a server, run by hand.
class House {
 public:
  House() {
    gatehouse::log::to_descriptor(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    gatehouse::log::start(gatehouse::log::Level::error);
  }

  /// All that the client gets for `bytes`, sent in pieces of that size.
  std::string talk(std::string_view bytes, std::size_t piece) {
    witness.seen.clear();
    witness.refusals = 0;
    int ends[2];
    check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
    http::start_session(worker_, http::Socket(worker_.context(), http::Tcp::v4(), ends[1]), "192.0.2.1");
    std::string received;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      const std::string_view part = bytes.substr(0, piece);
      if (::send(ends[0], part.data(), part.size(), MSG_NOSIGNAL) < 0) break;
      run();
      receive(ends[0], received);
    }
    ::shutdown(ends[0], SHUT_WR);
    for (int turns = 0; service_.connections > 0; ++turns) {
      check(turns < 1000, "a session ends when its client has said all");
      run();
      receive(ends[0], received);
    }
    receive(ends[0], received);
    ::close(ends[0]);
    return received;
  }

  Witness witness;

 private:
  void run() {
    worker_.context().restart();
    while (worker_.context().poll() > 0) {
    }
  }

  static void receive(int socket, std::string& all) {
    char buffer[4096];
    for (;;) {
      const auto count = ::recv(socket, buffer, sizeof buffer, MSG_DONTWAIT);
      if (count <= 0) return;
      all.append(buffer, static_cast<std::size_t>(count));
    }
  }

  http::Lane data_{http::LaneOptions{.name = "data", .threads = 1}};
  http::Lane hashing_{http::LaneOptions{.name = "hashing", .threads = 1}};
  http::Service service_{.options = {}, .dispatcher = witness, .lanes = {data_, hashing_}};
  http::Worker worker_{service_};
};

struct WireReply {
  int status = 0;
  bool closes = false;
};

/// The replies as a client reads them; `methods` tells which have no body.
std::vector<WireReply> read_replies(std::string_view wire, const std::vector<std::string>& methods) {
  std::vector<WireReply> replies;
  while (!wire.empty()) {
    check(wire.starts_with("HTTP/1.1 ") && wire.size() > 12, "each reply begins with a status line");
    const auto head_end = wire.find("\r\n\r\n");
    check(head_end != wire.npos, "a reply has the whole of its head");
    const std::string_view head = wire.substr(0, head_end + 2);
    const int status = std::atoi(std::string(wire.substr(9, 3)).c_str());
    wire.remove_prefix(head_end + 4);
    if (status == 100) continue;
    const auto at = head.find("\r\nContent-Length: ");
    check(at != head.npos, "a reply says how long it is");
    const std::size_t length = std::strtoull(head.data() + at + 18, nullptr, 10);
    const bool bodiless = replies.size() < methods.size() && methods[replies.size()] == "HEAD";
    replies.push_back({status, head.contains("\r\nConnection: close\r\n")});
    if (bodiless || (wire.empty() && status >= 400)) continue;  // what was refused may have been a HEAD too
    check(wire.size() >= length, "a reply has the whole of its body");
    wire.remove_prefix(length);
  }
  return replies;
}

void compare(const http::Request& ours, const reference::HttpRequest& theirs) {
  check(ours.method == (theirs.method == "HEAD" ? "GET" : theirs.method), "the method is the one sent");
  const auto question = theirs.target.find('?');
  check(ours.path == theirs.target.substr(0, question), "the path is the one sent");
  check(ours.query == (question == std::string::npos ? "" : theirs.target.substr(question + 1)),
        "the query is the one sent");
  check(ours.headers == theirs.headers, "the headers are those sent");
  check(ours.body == theirs.body, "the body is the one sent");
}

struct Outcome {
  std::vector<http::Request> seen;
  std::vector<int> statuses;
};

Outcome follow(House& house, std::string_view bytes, std::size_t piece) {
  const auto stream = reference::read_http(bytes, &reads_body);
  std::vector<std::string> methods;
  for (const auto& request : stream.requests) methods.push_back(request.method);
  const std::string wire = house.talk(bytes, piece);
  const auto& seen = house.witness.seen;
  const auto replies = read_replies(wire, methods);

  check(seen.size() <= stream.requests.size(), "no request is seen that was not sent");
  for (std::size_t i = 0; i < seen.size(); ++i) compare(seen[i], stream.requests[i]);
  const bool refused = house.witness.refusals > 0;
  check(house.witness.refusals <= 1, "what is refused is refused once");
  check(replies.size() == seen.size() + (refused ? 1 : 0), "there is one reply for each request");
  for (std::size_t i = 0; i + 1 < replies.size(); ++i)
    check(!replies[i].closes, "nothing follows the last reply");
  if (refused)
    check(replies.back().status >= 400 && replies.back().closes, "a refusal closes the connection");
  for (const auto& reply : replies) check(reply.status != 500, "nothing breaks");

  const bool read_all = seen.size() == stream.requests.size();
  if (!refused && (!read_all || stream.end == reference::StreamEnd::malformed)) {
    check(!seen.empty() && replies.back().closes, "what is left out is refused, or the connection was over");
    check(stream.requests[seen.size() - 1].may_close || stream.requests[seen.size() - 1].declares_body,
          "only a client who said so is left");
  }
  Outcome outcome{seen, {}};
  for (const auto& reply : replies) outcome.statuses.push_back(reply.status);
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static House house;
  const std::string_view text(reinterpret_cast<const char*>(bytes), count);
  const Outcome whole = follow(house, text, std::max<std::size_t>(count, 1));
  const std::size_t piece = 1 + std::hash<std::string_view>{}(text) % 97;
  const Outcome pieces = follow(house, text, piece);
  check(whole.statuses == pieces.statuses, "pieces are answered as the whole is");
  check(whole.seen.size() == pieces.seen.size(), "pieces are read as the whole is");
  for (std::size_t i = 0; i < whole.seen.size(); ++i) {
    check(whole.seen[i].body == pieces.seen[i].body && whole.seen[i].headers == pieces.seen[i].headers,
          "each piece is read in its place");
  }
  return 0;
}
