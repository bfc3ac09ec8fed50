#include "platform/messaging/dead_letters.hpp"

namespace gatehouse::messaging {
namespace {

constexpr std::string_view revive_one =
    "UPDATE outbox SET dead_at = NULL, attempts = 0, next_attempt_at = 0 WHERE id = $1 AND dead_at IS NOT "
    "NULL";
constexpr std::string_view revive_all =
    "UPDATE outbox SET dead_at = NULL, attempts = 0, next_attempt_at = 0 WHERE dead_at IS NOT NULL";

}  // namespace

std::vector<DeadLetter> DeadLetters::list(std::int64_t most) {
  return database_.read([&](sql::Connection& connection) {
    std::vector<DeadLetter> letters;
    for (const sql::Row& row :
         connection.query("SELECT id, type, subject, attempts, last_error, created_at FROM outbox "
                          "WHERE dead_at IS NOT NULL ORDER BY id LIMIT $1",
                          {most})) {
      letters.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3),
                         row.optional_text(4).value_or(""), from_millis(row.integer(5))});
    }
    return letters;
  });
}

bool DeadLetters::replay(std::int64_t id) {
  return database_.write([&](sql::Connection& connection) {
    const bool revived = connection.execute(revive_one, {id}) == 1;
    if (revived) connection.announce();
    return revived;
  });
}

std::int64_t DeadLetters::replay_all() {
  return database_.write([](sql::Connection& connection) {
    const std::int64_t revived = connection.execute(revive_all);
    if (revived > 0) connection.announce();
    return revived;
  });
}

}  // namespace gatehouse::messaging
