#pragma once

// A running server for tests, in front of a few endpoints that show what reached them.

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernel/unavailable.hpp"
#include "platform/http/server.hpp"
#include "platform/http/testing_barrier.hpp"
#include "platform/http/testing_client.hpp"

namespace gatehouse::http::testing {

/// `/echo` tells what it was asked, on the connection's thread; `/peer` tells whose request it is; `/data`
/// the same on the data lane, and `/read` as a read; `/held` there too, once the barrier opens, and
/// `/stuck` on the connection's thread; `/throw`,
/// `/down` and `/split` fail in their ways; all else is 404, its body unread.
class FakeDispatcher final : public Dispatcher {
 public:
  Match match(Request& head) const override {
    const auto echo = [](const Request& r) {
      return Reply{.content_type = "text/plain",
                   .body = r.method + " " + r.path + "?" + r.query + " " + r.body};
    };
    if (head.path == "/echo") return {.route = "/echo", .run = echo};
    if (head.path == "/peer")
      return {.route = "/peer",
              .run = [](const Request& r) { return Reply{.content_type = "text/plain", .body = r.peer}; }};
    if (head.path == "/data") return {.lane = LaneName::data, .route = "/data", .run = echo};
    if (head.path == "/read") return {.lane = LaneName::read, .route = "/read", .run = echo};
    if (head.path == "/held")
      return {.lane = LaneName::data, .route = "/held", .run = [this, echo](const Request& r) {
                barrier.pass();
                return echo(r);
              }};
    if (head.path == "/stuck")
      return {.route = "/stuck", .run = [this, echo](const Request& r) {
                barrier.pass();
                return echo(r);
              }};
    if (head.path == "/throw")
      return {.lane = LaneName::data, .route = "/throw", .run = [](const Request&) -> Reply {
                throw std::runtime_error("a secret of the machine");
              }};
    if (head.path == "/down")
      return {.route = "/down",
              .run = [](const Request&) -> Reply { throw Unavailable("database", std::chrono::seconds{7}); }};
    if (head.path == "/split")
      return {.route = "/split",
              .run = [](const Request&) { return Reply{.headers = {{"X-A", "b\r\nSet-Cookie: c"}}}; }};
    if (head.path == "/match") throw std::runtime_error("the match itself fails");
    return {
        .run =
            [](const Request&) { return Reply{.status = 404, .content_type = "text/plain", .body = "none"}; },
        .reads_body = false};
  }

  Reply refuse(int status, std::string_view code, std::string_view, std::string_view) const override {
    return {.status = status, .content_type = "application/problem+json", .body = std::string(code)};
  }

  mutable Barrier barrier;
};

/// A server on a port of its own, with two threads and one data thread, and a place for each test's changes.
class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    options_.listen = {"127.0.0.1", 0};
    options_.threads = 2;
    data_options_ = {.name = "data", .threads = 1};
  }

  ~ServerTest() override {
    dispatcher_.barrier.open();
    server_.reset();
  }

  void start() {
    data_ = std::make_unique<Lane>(data_options_);
    hashing_ = std::make_unique<Lane>(LaneOptions{.name = "hashing", .threads = 1});
    server_ = std::make_unique<Server>(options_, dispatcher_, Lanes{*data_, *hashing_, reads_at_once_});
    server_->start();
  }

  ListenAddress address() const { return server_->address(); }

  FakeDispatcher dispatcher_;
  ServerOptions options_;
  LaneOptions data_options_;
  bool reads_at_once_ = false;
  std::unique_ptr<Lane> data_;
  std::unique_ptr<Lane> hashing_;
  std::unique_ptr<Server> server_;
};

inline std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

}  // namespace gatehouse::http::testing
