#include "platform/http/flight.hpp"

#include <exception>
#include <utility>

#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

// Lands when the lane lets go of the job, whatever became of it: so a dropped job cannot leave a connection
// waiting.
class Journey {
 public:
  Journey(std::shared_ptr<Flight> flight, const Dispatcher& dispatcher, std::shared_ptr<Home> home,
          int socket, std::function<void()> landed)
      : flight_(std::move(flight)),
        dispatcher_(dispatcher),
        home_(std::move(home)),
        socket_(socket),
        landed_(std::move(landed)) {}

  ~Journey() {
    try {
      if (landed_) home_->post(std::move(landed_));
    } catch (const std::exception& error) {
      log::error("reply_lost", {{"what", std::string_view(error.what())}});
    }
  }

  Journey(const Journey&) = delete;
  Journey& operator=(const Journey&) = delete;

  void run() { finish(answer(flight_->match, flight_->request, dispatcher_)); }
  void run_rest() { finish(http::finish(flight_->rest, flight_->match, flight_->request, dispatcher_)); }
  void fail(const std::exception_ptr& failure) {
    finish(http::fail(failure, flight_->match, flight_->request, dispatcher_));
  }
  void refuse() { finish(http::refuse(dispatcher_, overloaded, flight_->request.request_id)); }
  bool is_moot() const { return home_->is_hung_up(socket_); }
  void call_off() { landed_ = nullptr; }

 private:
  void finish(Reply reply) {
    flight_->reply = std::move(reply);
    flight_->answered = true;
  }

  std::shared_ptr<Flight> flight_;
  const Dispatcher& dispatcher_;
  std::shared_ptr<Home> home_;
  int socket_;
  std::function<void()> landed_;
};

}  // namespace

std::optional<Lane::Ticket> launch(Lane& lane, std::shared_ptr<Flight> flight, const Dispatcher& dispatcher,
                                   std::shared_ptr<Home> home, int socket, std::function<void()> landed) {
  flight->answered = false;
  const auto journey =
      std::make_shared<Journey>(std::move(flight), dispatcher, std::move(home), socket, std::move(landed));
  Lane::Job job{.run = [journey] { journey->run(); },
                .refuse = [journey] { journey->refuse(); },
                .abandoned = [journey] { return journey->is_moot(); }};
  const auto taken = lane.submit(std::move(job));
  if (!taken) journey->call_off();
  return taken;
}

bool launch(WriteLane& lane, std::shared_ptr<Flight> flight, const Dispatcher& dispatcher,
            std::shared_ptr<Home> home, std::function<void()> landed) {
  constexpr int no_socket = -1;
  flight->answered = false;
  const auto journey =
      std::make_shared<Journey>(std::move(flight), dispatcher, std::move(home), no_socket, std::move(landed));
  Lane::Job job{.run = [journey] { journey->run_rest(); },
                .refuse = [journey] { journey->refuse(); },
                .fail = [journey](const std::exception_ptr& failure) { journey->fail(failure); }};
  const bool taken = lane.submit(std::move(job));
  if (!taken) journey->call_off();
  return taken;
}

}  // namespace gatehouse::http
