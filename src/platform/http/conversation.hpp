#pragma once

// What is said on one connection, request by request: intake, match, answer, reply, log. It decides and
// formats; the session does the I/O in between. A connection on which nothing is said needs none: its thread
// lends the same few conversations, with their memory, to those where something is.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/http/flight.hpp"
#include "platform/http/intake.hpp"
#include "platform/http/service.hpp"

namespace gatehouse::http {

class Conversation {
 public:
  explicit Conversation(const Service& service);

  /// What is said from now on is said by `peer`: the address at the other end, which may be a proxy's.
  void take_up(std::string_view peer) { peer_ = peer; }

  // Bytes in.
  std::span<char> room() { return intake_.room(); }
  void received(std::size_t count) { intake_.received(count); }
  bool is_untouched() const { return intake_.is_untouched(); }

  // One request, in this order. `refused`: the reply is ready to be written, and is the last one.
  Progress read_head();
  /// Matches it, and looks at the size of its body.
  Progress begin();
  bool wants_body() const;
  bool owes_continue() const;
  Progress read_body();
  /// The client took too long.
  Progress time_out();

  /// Where the answer is to be made; nullptr: here and now, at least its first step.
  Lane* lane() const;
  void answer();
  /// The answer is left to the writer: to be launched.
  bool is_half_done() const { return static_cast<bool>(flight_->rest); }
  bool launch_rest(std::shared_ptr<Home> home, std::function<void()> landed);
  /// As `http::launch`; where the lane refuses, the reply says so.
  std::optional<Lane::Ticket> launch(Lane& lane, std::shared_ptr<Home> home, int socket,
                                     std::function<void()> landed);
  bool is_answered() const { return flight_->answered; }

  /// Formats the reply; whether the connection may go on after it.
  bool write(std::string_view date);
  std::string_view output() const { return output_; }
  /// The reply is out, or lost: logs the request, and forgets it.
  void end();

  /// Bytes of the client lie about that no request was made of.
  bool has_unread() const { return !intake_.is_drained() || !intake_.is_untouched(); }
  /// Room for bytes that nobody wants; there is no next request after this.
  std::span<char> scrap() { return intake_.scrap(); }

 private:
  LaneName lane_name() const;
  Progress refuse(const Refusal& refusal);
  void introduce();
  void forget();

  const Service& service_;
  std::string peer_;  // who connected
  Intake intake_;
  std::shared_ptr<Flight> flight_;
  std::string output_;
  std::string method_ = "-";  // as the client sent it, once that is known
  bool keep_alive_ = false;
  std::chrono::steady_clock::time_point start_{};
};

}  // namespace gatehouse::http
