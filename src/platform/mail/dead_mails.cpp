#include "platform/mail/dead_mails.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::string_view revive_one =
    "UPDATE mails SET dead_at = NULL, attempts = 0, next_attempt_at = 0, leased_until = 0 "
    "WHERE id = $1 AND dead_at IS NOT NULL";
constexpr std::string_view revive_all =
    "UPDATE mails SET dead_at = NULL, attempts = 0, next_attempt_at = 0, leased_until = 0 "
    "WHERE dead_at IS NOT NULL";

}  // namespace

std::vector<DeadMail> DeadMails::list(std::int64_t most) {
  return database_.read([&](sql::Connection& connection) {
    std::vector<DeadMail> mails;
    for (const sql::Row& row :
         connection.query("SELECT id, user_id, kind, message_id, attempts, last_error, created_at FROM mails "
                          "WHERE dead_at IS NOT NULL ORDER BY id LIMIT $1",
                          {most})) {
      mails.push_back({row.integer(0), UserId{row.integer(1)}, row.text(2), row.text(3), row.integer(4),
                       row.optional_text(5).value_or(""), from_millis(row.integer(6))});
    }
    return mails;
  });
}

bool DeadMails::retry(std::int64_t id) {
  return database_.write([&](sql::Connection& connection) {
    const bool revived = connection.execute(revive_one, {id}) == 1;
    if (revived) connection.announce();
    return revived;
  });
}

std::int64_t DeadMails::retry_all() {
  return database_.write([](sql::Connection& connection) {
    const std::int64_t revived = connection.execute(revive_all);
    if (revived > 0) connection.announce();
    return revived;
  });
}

}  // namespace gatehouse::mail
