#pragma once

// One request on its way through a lane. The connection and the lane's job share it, so whichever ends first
// leaves the other something to hold.

#include <functional>
#include <memory>
#include <optional>

#include "platform/http/answer.hpp"
#include "platform/http/home.hpp"
#include "platform/http/write_lane.hpp"

namespace gatehouse::http {

struct Flight {
  Request request;
  Match match;
  Rest rest{};  // what is left of a write after its first step
  Reply reply;
  bool answered = false;  // false on landing: the lane dropped the job, because nobody waited
};

/// Runs the match of `flight` on `lane`; `landed` is then called on the connection's thread, if that still
/// is, exactly once, also where the job is withdrawn. Nothing, and `landed` is never called, where the lane
/// refuses. `socket`: whose hanging up makes the job moot.
std::optional<Lane::Ticket> launch(Lane& lane, std::shared_ptr<Flight> flight, const Dispatcher& dispatcher,
                                   std::shared_ptr<Home> home, int socket, std::function<void()> landed);

/// The same for what is left of a write. Whoever hangs up has it done all the same.
bool launch(WriteLane& lane, std::shared_ptr<Flight> flight, const Dispatcher& dispatcher,
            std::shared_ptr<Home> home, std::function<void()> landed);

}  // namespace gatehouse::http
