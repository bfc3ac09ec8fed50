#include "platform/mail/sender.hpp"

#include <algorithm>
#include <utility>

#include "platform/log/log.hpp"
#include "platform/mail/sealed_mail.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::size_t longest_reason = 500;

/// The table takes text, and not too much.
std::string storable(std::string_view words) {
  std::string text(words.substr(0, longest_reason));
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

bool is_useless_at(const LeasedRow& row, Time time) { return row.useless_after && time > *row.useless_after; }

}  // namespace

bool Sender::send_one() {
  if (unsettled_) settle();
  auto row = take();
  if (!row) return false;
  if (is_useless_at(*row, queue_.clock().now())) {
    give_up_on(*row, row->failed_before);
    return true;
  }
  SendResult result = attempt(*row);
  unsettled_ = Outcome{std::move(*row), std::move(result)};
  settle();
  return true;
}

/// A look takes no turn of the writer, and most looks find nothing.
std::optional<LeasedRow> Sender::take() {
  const Time now = queue_.clock().now();
  const bool due =
      queue_.database().read([&](sql::Connection& connection) { return is_any_due(connection, now); });
  if (!due) return std::nullopt;
  return queue_.database().write(
      [&](sql::Connection& connection) { return lease(connection, now, now + options_.lease); },
      sql::Durability::relaxed);
}

SendResult Sender::attempt(const LeasedRow& row) {
  const auto mail = open(queue_.box(), row.sealed, row.message_id);
  if (!mail)
    return {Sending::refused, "the mail cannot be opened: damaged, or sealed under another master key"};
  return mailer_.send(*mail);
}

void Sender::settle() {
  note(unsettled_->row, unsettled_->result);
  unsettled_.reset();
}

void Sender::note(const LeasedRow& row, const SendResult& result) {
  switch (result.outcome) {
    case Sending::sent:
      queue_.database().write(
          [&](sql::Connection& connection) {
            mark_sent(connection, row, queue_.clock().now());
            return true;
          },
          sql::Durability::relaxed);
      ++counts_.sent;
      log::info("mail_sent", {{"mail_id", row.id},
                              {"kind", row.kind},
                              {"user_id", row.user.value},
                              {"message_id", row.message_id}});
      return;
    case Sending::interrupted:
      queue_.database().write(
          [&](sql::Connection& connection) {
            release(connection, row);
            return true;
          },
          sql::Durability::relaxed);
      return;
    case Sending::failed:
    case Sending::refused:
      note_failure(row, result);
      return;
  }
}

void Sender::note_failure(const LeasedRow& row, const SendResult& result) {
  const Time now = queue_.clock().now();
  const std::int64_t failures = row.failed_before + 1;
  const Failed failed{.reason = storable(result.reason),
                      .next_attempt = now + wait_after(failures),
                      .last = result.outcome == Sending::refused || failures >= options_.max_attempts};
  if (!failed.last && is_useless_at(row, failed.next_attempt)) {
    ++counts_.failed;
    return give_up_on(row, failures, failed.reason);
  }
  queue_.database().write(
      [&](sql::Connection& connection) {
        mark_failed(connection, row, failed, now);
        return true;
      },
      sql::Durability::relaxed);
  ++counts_.failed;
  log::write(failed.last ? log::Level::error : log::Level::warn,
             failed.last ? "mail_dead_letter" : "mail_failed",
             {{"mail_id", row.id},
              {"kind", row.kind},
              {"user_id", row.user.value},
              {"message_id", row.message_id},
              {"attempt", failures},
              {"reason", failed.reason}});
}

void Sender::give_up_on(const LeasedRow& row, std::int64_t failures, const std::string& reason) {
  queue_.database().write(
      [&](sql::Connection& connection) {
        give_up(connection, row);
        return true;
      },
      sql::Durability::relaxed);
  ++counts_.given_up;
  log::warn("mail_given_up", {{"mail_id", row.id},
                              {"kind", row.kind},
                              {"user_id", row.user.value},
                              {"message_id", row.message_id},
                              {"attempts", failures},
                              {"reason", reason}});
}

std::chrono::milliseconds Sender::wait_after(std::int64_t failures) const {
  auto wait = options_.first_wait;
  for (std::int64_t i = 1; i < failures && wait < options_.longest_wait; ++i) wait *= 2;
  return std::min(wait, options_.longest_wait);
}

}  // namespace gatehouse::mail
