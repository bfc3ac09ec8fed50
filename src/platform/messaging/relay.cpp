#include "platform/messaging/relay.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "platform/log/log.hpp"
#include "platform/messaging/courier.hpp"
#include "platform/sql/bell.hpp"

namespace gatehouse::messaging {
namespace {

constexpr std::chrono::seconds between_sweeps{60};
constexpr std::chrono::milliseconds after_trouble{250};

}  // namespace

struct Relay::Work {
  sql::Database& database;
  const Clock& clock;
  const RelayOptions options;
  std::shared_ptr<HandOver> hand_over;
  Courier courier;
  std::shared_ptr<sql::Bell> bell = std::make_shared<sql::Bell>();
  Monotonic next_sweep{};
  bool in_trouble = false;  // the log hears of its beginning only
  std::thread thread{};

  void run() {
    while (!bell->stopping()) {
      try {
        const std::uint64_t heard = bell->rung();
        const std::size_t carried = courier.carry([this] { return bell->stopping(); });
        if (!bell->stopping()) sweep_in_time();
        in_trouble = false;
        if (carried == 0) bell->wait(heard, idle_time());
      } catch (const std::exception& failure) {
        if (!std::exchange(in_trouble, true)) {
          log::warn("outbox_relay_waits", {{"reason", std::string_view(failure.what())}});
        }
        bell->wait_deaf(after_trouble);
      }
    }
  }

  void sweep_in_time() {
    if (clock.monotonic() < next_sweep) return;
    next_sweep = clock.monotonic() + between_sweeps;
    courier.sweep([this] { return bell->stopping(); });
  }

  std::chrono::milliseconds idle_time() const {
    if (!courier.next_retry()) return options.idle_poll;
    const auto until_retry = std::max(*courier.next_retry() - clock.now(), std::chrono::milliseconds{1});
    return std::min(options.idle_poll, until_retry);
  }
};

Relay::Relay(sql::Database& database, const Clock& clock, RelayOptions options,
             std::shared_ptr<HandOver> hand_over)
    : work_(new Work{database, clock, options, hand_over, Courier(database, clock, options, *hand_over)}) {
  database.on_commit([bell = work_->bell] { bell->ring(); });
}

Relay::~Relay() { stop(); }

void Relay::subscribe(std::string type, std::string name, Handler handler) {
  work_->courier.subscribe(std::move(type), {std::move(name), std::move(handler)});
}

void Relay::start() {
  work_->thread = std::thread([work = work_.get()] { work->run(); });
}

void Relay::stop() {
  work_->bell->stop();
  if (work_->thread.joinable()) work_->thread.join();
}

void Relay::wake() { work_->bell->ring(); }

OutboxStatus Relay::status() const {
  return work_->database.read([&](sql::Connection& connection) {
    const sql::Row waiting = connection
                                 .query(
                                     "SELECT count(*), min(created_at) FROM outbox "
                                     "WHERE delivered_at IS NULL AND dead_at IS NULL")
                                 .front();
    const sql::Row dead = connection.query("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL").front();
    OutboxStatus status{waiting.integer(0), dead.integer(0), {}};
    if (const auto oldest = waiting.optional_integer(1)) {
      status.oldest_age = std::max(work_->clock.now() - from_millis(*oldest), std::chrono::milliseconds{0});
    }
    return status;
  });
}

}  // namespace gatehouse::messaging
