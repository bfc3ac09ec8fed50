#include "platform/audit/chainer.hpp"

#include <exception>
#include <string_view>
#include <utility>

#include "platform/audit/rows.hpp"
#include "platform/crypto/keyed_hash.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::audit {
namespace {

/// The hash of an event in its place. What no server has recorded gets a place too, or it would stand in the
/// way of all others for ever; its hash says what it is.
std::string hash_of(const ChainKey& key, const Link& link, const Event& event) {
  if (crypto::equal_in_constant_time(event.hash, key.recorded(event.entry))) {
    return key.chained(link, event.entry);
  }
  log::error("audit_event_foreign", {{"id", event.id}, {"position", link.position}});
  return key.chained_as_foreign(link, event.entry);
}

}  // namespace

void Chainer::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Chainer::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

std::int64_t Chainer::chain() {
  std::int64_t chained = 0;
  while (database_.read([](sql::Connection& connection) { return any_waits(connection); })) {
    chained += chain_batch();
  }
  return chained;
}

std::int64_t Chainer::chain_batch() {
  Mark head;
  const auto chained = database_.write(
      [&](sql::Connection& connection) -> std::int64_t {
        connection.lock(chain_lock);
        head = require_marks(connection, key_).head;
        if (last_position(connection) > head.position) {
          throw ChainBroken("an event stands beyond the mark `head`");
        }
        const Mark before = head;
        for (const Event& event : waiting_after(connection, 0, batch)) {
          const Link link{head.hash, head.position + 1, event.id};
          head = {link.position, hash_of(key_, link, event)};
          give_place(connection, event.id, head.position, head.hash);
        }
        const std::int64_t placed = head.position - before.position;
        if (placed == 0) return 0;
        expect_places_after(connection, before.position, placed);
        put_head(connection, key_, head);
        return placed;
      },
      sql::Durability::relaxed);
  head_ = std::move(head);
  return chained;
}

void Chainer::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    look();
    wake_.wait_for(lock, stop, interval, [] { return false; });
  }
  look();
}

void Chainer::look() {
  try {
    chain();
    report();
    broken_ = false;
    trouble_.clear();
  } catch (const ChainBroken& fault) {
    broken_ = true;
    complain("audit_chain_broken", fault);
  } catch (const std::exception& fault) {
    complain("audit_chain_waits", fault);
  }
}

void Chainer::complain(std::string_view event, const std::exception& fault) {
  if (std::exchange(trouble_, fault.what()) == fault.what()) return;
  log::error(event, {{"reason", std::string_view(trouble_)}});
}

/// A log is often kept where this database's owner cannot reach: `gatehouse audit verify --head` holds the
/// trail against such a line.
void Chainer::report() {
  if (head_.position == reported_ || clock_.monotonic() < next_report_) return;
  log::info("audit_head", {{"position", head_.position}, {"hash", std::string_view(head_.hash)}});
  reported_ = head_.position;
  next_report_ = clock_.monotonic() + between_reports;
}

}  // namespace gatehouse::audit
