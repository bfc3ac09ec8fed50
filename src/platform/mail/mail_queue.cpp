#include "platform/mail/mail_queue.hpp"

#include <algorithm>
#include <utility>

#include "platform/mail/mail_rows.hpp"
#include "platform/mail/sealed_mail.hpp"

namespace gatehouse::mail {

MailQueue::MailQueue(sql::Database& database, crypto::SealedBox box, const Clock& clock)
    : database_(database), box_(std::move(box)), clock_(clock) {}

void MailQueue::put(const Mail& mail, UserId user, std::optional<Time> useless_after) {
  const NewRow row{user, mail.kind, mail.message_id, seal(box_, mail), clock_.now(), useless_after};
  database_.write([&](sql::Connection& connection) {
    insert(connection, row);
    connection.announce();
    return true;
  });
}

void MailQueue::withdraw(UserId user, const std::string& kind) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute("DELETE FROM mails WHERE user_id = $1 AND kind = $2 AND sent_at IS NULL",
                              {user.value, kind});
  });
}

void MailQueue::forget(UserId user) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute("DELETE FROM mails WHERE user_id = $1", {user.value});
  });
}

MailStatus MailQueue::status() const {
  return database_.read([&](sql::Connection& connection) {
    const sql::Row waiting =
        connection
            .query("SELECT count(*), min(created_at) FROM mails WHERE sent_at IS NULL AND dead_at IS NULL")
            .front();
    const sql::Row dead = connection.query("SELECT count(*) FROM mails WHERE dead_at IS NOT NULL").front();
    MailStatus status{waiting.integer(0), dead.integer(0), {}};
    if (const auto oldest = waiting.optional_integer(1)) {
      status.oldest_age = std::max(clock_.now() - from_millis(*oldest), std::chrono::milliseconds{0});
    }
    return status;
  });
}

}  // namespace gatehouse::mail
