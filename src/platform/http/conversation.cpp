#include "platform/http/conversation.hpp"

#include <cmath>
#include <exception>
#include <utility>

#include "platform/http/forwarded.hpp"
#include "platform/http/head_scan.hpp"
#include "platform/http/reply_writer.hpp"
#include "platform/http/request_id.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

constexpr std::size_t usual_output = 16 * 1024;  // of a reply; more is given back after it

}  // namespace

Conversation::Conversation(const Service& service)
    : service_(service), intake_(service.options.limits), flight_(std::make_shared<Flight>()) {}

Progress Conversation::read_head() {
  const Progress progress = intake_.read_head(flight_->request);
  if (progress == Progress::wants_more) return progress;
  start_ = std::chrono::steady_clock::now();
  return progress == Progress::refused ? refuse(intake_.refusal()) : progress;
}

/// Of a head that never ended nobody has noted the beginning.
Progress Conversation::time_out() {
  if (!intake_.has_head()) start_ = std::chrono::steady_clock::now();
  return refuse(request_timeout);
}

Progress Conversation::begin() {
  Request& request = flight_->request;
  introduce();
  keep_alive_ = intake_.head().keep_alive;
  request.path_id = 0;
  request.path_text.clear();
  try {
    flight_->match = service_.dispatcher.match(request);
  } catch (const std::exception& error) {
    const log::RequestScope scope(request.request_id);
    log::error("match_failed", {{"what", std::string_view(error.what())}});
    return refuse(internal_error);
  }
  if (wants_body() && intake_.check_body(flight_->match.body_limit) == Progress::refused)
    return refuse(intake_.refusal());
  return Progress::ready;
}

bool Conversation::wants_body() const { return flight_->match.reads_body && intake_.framing().has_body(); }

bool Conversation::owes_continue() const {
  return intake_.framing().expects_continue && intake_.is_untouched();
}

Progress Conversation::read_body() {
  const Progress progress = intake_.read_body(flight_->request);
  return progress == Progress::refused ? refuse(intake_.refusal()) : progress;
}

LaneName Conversation::lane_name() const {
  const Match& match = flight_->match;
  const bool detoured = match.detour != nullptr && match.detour->is_for(flight_->request.body);
  return detoured ? match.detour->lane : match.lane;
}

Lane* Conversation::lane() const { return service_.lane(lane_name()); }

void Conversation::answer() {
  Flight& flight = *flight_;
  if (lane_name() == LaneName::write) {
    auto begun = http::begin(flight.match, flight.request, service_.dispatcher);
    if (auto* const rest = std::get_if<Rest>(&begun)) {
      flight.rest = std::move(*rest);
      return;
    }
    flight.reply = std::get<Reply>(std::move(begun));
  } else {
    flight.reply = http::answer(flight.match, flight.request, service_.dispatcher);
  }
  flight.answered = true;
}

bool Conversation::launch_rest(std::shared_ptr<Home> home, std::function<void()> landed) {
  if (http::launch(*service_.lanes.write, flight_, service_.dispatcher, std::move(home), std::move(landed))) {
    return true;
  }
  flight_->reply = http::refuse(service_.dispatcher, overloaded, flight_->request.request_id);
  flight_->answered = true;
  return false;
}

std::optional<Lane::Ticket> Conversation::launch(Lane& lane, std::shared_ptr<Home> home, int socket,
                                                 std::function<void()> landed) {
  const auto ticket =
      http::launch(lane, flight_, service_.dispatcher, std::move(home), socket, std::move(landed));
  if (ticket) return ticket;
  flight_->reply = http::refuse(service_.dispatcher, overloaded, flight_->request.request_id);
  flight_->answered = true;
  return std::nullopt;
}

bool Conversation::write(std::string_view date) {
  const bool goes_on = keep_alive_ && intake_.is_drained() && !service_.leaving;
  const auto format = [&] {
    write_reply(output_, flight_->reply,
                {.request_id = flight_->request.request_id,
                 .date = date,
                 .keep_alive = goes_on,
                 .head_only = method_ == "HEAD" || intake_.refused_a_head(),
                 .tells_keep_alive = intake_.head().version == Version::http_1_0,
                 .over_tls = service_.tls || service_.options.behind_tls});
  };
  try {
    format();
  } catch (const std::logic_error& error) {
    const log::RequestScope scope(flight_->request.request_id);
    log::error("request_failed", {{"route", flight_->match.route}, {"what", std::string_view(error.what())}});
    flight_->reply = http::refuse(service_.dispatcher, internal_error, flight_->request.request_id);
    format();
  }
  return goes_on;
}

void Conversation::end() {
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
  const Request& request = flight_->request;
  const int status = flight_->reply.status;
  const std::string_view route = flight_->match.run ? flight_->match.route : "refused";
  const log::RequestScope scope(request.request_id);
  log::info("request", {{"listener", std::string_view(service_.options.name)},
                        {"method", std::string_view(method_)},
                        {"route", route},
                        {"status", std::int64_t{status}},
                        {"duration_ms", std::round(taken.count() * 1'000'000) / 1'000},
                        {"peer", std::string_view(request.peer)}});
  const std::string_view label =
      is_standard_method(method_) || method_ == "-" ? std::string_view(method_) : "other";
  if (service_.options.on_request) service_.options.on_request({route, label, status, taken.count()});
  forget();
}

void Conversation::forget() {
  intake_.next(flight_->request);
  flight_->match = {};
  flight_->rest = nullptr;
  flight_->reply.body = {};
  flight_->reply.headers.clear();
  method_ = "-";
  keep_alive_ = false;
  if (output_.capacity() > usual_output) output_ = {};
}

// Gives the request its id and its client, and takes down its method before HEAD becomes GET.
void Conversation::introduce() {
  Request& request = flight_->request;
  request.peer = peer_;
  const std::string* given = intake_.has_head() ? request.header("x-request-id") : nullptr;
  request.request_id = given && is_valid_request_id(*given) ? *given : make_request_id();
  if (!intake_.has_head()) return;
  request.peer = client_address(peer_, request.headers, service_.options.trusted_proxies);
  method_ = request.method;
  if (method_ == "HEAD") request.method = "GET";
}

Progress Conversation::refuse(const Refusal& refusal) {
  keep_alive_ = false;
  if (method_ == "-") introduce();
  flight_->reply = http::refuse(service_.dispatcher, refusal, flight_->request.request_id);
  flight_->answered = true;
  return Progress::refused;
}

}  // namespace gatehouse::http
