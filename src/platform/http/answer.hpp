#pragma once

// Runs what was matched and turns whatever comes of it into a reply, so that no exception leaves a request.

#include <exception>

#include "platform/http/dispatcher.hpp"
#include "platform/http/refusal.hpp"

namespace gatehouse::http {

/// On the calling thread; what is logged meanwhile carries the request's id. Never throws but for want of
/// memory.
Reply answer(const Match& match, const Request& request, const Dispatcher& dispatcher);

/// The first step of a write, where the match has steps.
std::variant<Reply, Rest> begin(const Match& match, const Request& request, const Dispatcher& dispatcher);
/// The second.
Reply finish(const Rest& rest, const Match& match, const Request& request, const Dispatcher& dispatcher);
/// Instead of what the second step has answered: it could not be kept.
Reply fail(const std::exception_ptr& failure, const Match& match, const Request& request,
           const Dispatcher& dispatcher);

/// The problem reply of a refusal; with `Retry-After` where it is 503.
Reply refuse(const Dispatcher& dispatcher, const Refusal& refusal, std::string_view request_id,
             std::chrono::seconds retry_after = std::chrono::seconds{1});

}  // namespace gatehouse::http
