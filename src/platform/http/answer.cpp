#include "platform/http/answer.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "kernel/transactions.hpp"
#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

/// What `make` returns, or the reply to what it throws.
template <class Make>
auto guarded(const Match& match, const Request& request, const Dispatcher& dispatcher, const Make& make)
    -> decltype(make()) {
  const log::RequestScope scope(request.request_id);
  try {
    return make();
  } catch (const RunAgain&) {
    throw;
  } catch (const Unavailable& error) {
    log::warn("request_unavailable", {{"route", match.route}, {"what", std::string_view(error.what())}});
    return refuse(dispatcher, unavailable, request.request_id, error.retry_after());
  } catch (const std::exception& error) {
    log::error("request_failed", {{"route", match.route}, {"what", std::string_view(error.what())}});
  } catch (...) {
    log::error("request_failed", {{"route", match.route}});
  }
  return refuse(dispatcher, internal_error, request.request_id, std::chrono::seconds{1});
}

}  // namespace

Reply refuse(const Dispatcher& dispatcher, const Refusal& refusal, std::string_view request_id,
             std::chrono::seconds retry_after) {
  Reply reply = dispatcher.refuse(refusal.status, refusal.code, refusal.detail, request_id);
  if (refusal.status == 503)
    reply.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(retry_after.count(), 1)));
  return reply;
}

Reply answer(const Match& match, const Request& request, const Dispatcher& dispatcher) {
  return guarded(match, request, dispatcher, [&] { return match.run(request); });
}

std::variant<Reply, Rest> begin(const Match& match, const Request& request, const Dispatcher& dispatcher) {
  return guarded(match, request, dispatcher, [&] { return match.begin(request); });
}

Reply finish(const Rest& rest, const Match& match, const Request& request, const Dispatcher& dispatcher) {
  return guarded(match, request, dispatcher, rest);
}

Reply fail(const std::exception_ptr& failure, const Match& match, const Request& request,
           const Dispatcher& dispatcher) {
  return guarded(match, request, dispatcher, [&]() -> Reply { std::rethrow_exception(failure); });
}

}  // namespace gatehouse::http
