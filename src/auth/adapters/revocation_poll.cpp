#include "auth/adapters/revocation_poll.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "auth/adapters/revocation_rows.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::int64_t page = 2'000;

}  // namespace

void RevocationPoll::load() {
  // The clocks of servers differ, hence twice the overlap.
  const Time settled = clock_.now() - 2 * overlap;
  start_ = database_.read(
      [&](sql::Connection& connection) { return last_revocation_before(connection, settled); });
  const Monotonic before = clock_.monotonic();
  move_start({before, read_above(0)});
  revocations_.know_all_before(before);
}

void RevocationPoll::look() {
  const Monotonic before = clock_.monotonic();
  move_start({before, read_above(start_)});
  revocations_.know_all_before(before);
  revocations_.drop_expired(clock_.now());
}

/// The id of the last row; `id` where there is none above it.
std::int64_t RevocationPoll::read_above(std::int64_t id) {
  while (true) {
    const auto rows =
        database_.read([&](sql::Connection& connection) { return revocations_above(connection, id, page); });
    for (const RevocationRow& row : rows) {
      if (row.session) {
        revocations_.session_ended(*row.session, row.user, row.until);
      } else {
        revocations_.tokens_refused_before(row.user, row.not_before, row.until);
      }
      id = row.id;
    }
    if (rows.size() < static_cast<std::size_t>(page)) return id;
  }
}

void RevocationPoll::move_start(Seen seen) {
  seen_.push_back(seen);
  while (seen.at - seen_.front().at >= overlap) {
    start_ = std::max(start_, seen_.front().last);
    seen_.pop_front();
  }
}

void RevocationPoll::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void RevocationPoll::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void RevocationPoll::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    look_and_tell();
    wake_.wait_for(lock, stop, interval, [] { return false; });
  }
}

void RevocationPoll::look_and_tell() {
  try {
    look();
    if (std::exchange(in_trouble_, false)) log::info("revocations_read_again");
  } catch (const std::exception& fault) {
    if (!std::exchange(in_trouble_, true)) log::warn("revocations_not_read", {{"reason", fault.what()}});
  }
}

}  // namespace gatehouse::auth::adapters
