#include "platform/throttle/quota.hpp"

#include <algorithm>

namespace gatehouse::throttle {
namespace {

/// $1 key, $2 now, $3 most, $4 window, $5 expiry, $6 until when the next one waits, $7 whether this one waits
/// for the one before, $8 what no good clock has written as `since`, $9 as `until`.
std::string written_take() {
  const std::string fresh = "(throttles.since + $4 <= $2 OR throttles.since > $8)";
  return "INSERT INTO throttles (key, count, streak, since, until, expires_at) "
         "VALUES ($1, 1, 1, $2, CASE WHEN $7 = 1 THEN CAST($6 AS BIGINT) ELSE 0 END, $5) "
         "ON CONFLICT (key) DO UPDATE SET count = CASE WHEN " +
         fresh + " THEN 1 ELSE throttles.count + 1 END, streak = throttles.streak + 1, since = CASE WHEN " +
         fresh +
         " THEN $2 ELSE throttles.since END"
         ", until = CASE WHEN $7 = 1 THEN $6 ELSE throttles.until END, expires_at = $5 "
         "WHERE ($7 = 0 OR throttles.until <= $2 OR throttles.until > $9) "
         "AND (throttles.count < $3 OR " +
         fresh + ") RETURNING streak";
}

std::string_view take_one() {
  static const std::string text = written_take();
  return text;
}

constexpr std::string_view read_row = "SELECT count, since, until FROM throttles WHERE key = $1";
constexpr std::string_view give_one_back =
    "UPDATE throttles SET count = count - 1 WHERE key = $1 AND count > 0";

/// Until `time`, where that is not further ahead than it can be.
milliseconds left_until(std::int64_t time, std::int64_t now, milliseconds longest) {
  const milliseconds left{time - now};
  return left > longest + clock_slack ? milliseconds{0} : std::clamp(left, milliseconds{0}, longest);
}

}  // namespace

std::optional<milliseconds> Quota::take(std::string_view subject, Spacing spacing) {
  if (!counters_.enforced()) return std::nullopt;
  return counters_.database().write(
      [&](sql::Connection& connection) -> std::optional<milliseconds> {
        const auto key = counters_.counting_key(connection, name_, subject, false).text;
        const std::int64_t now = counters_.now();
        const std::int64_t apart = rules_.apart.count();
        const std::int64_t slack = clock_slack.count();
        const bool waits = spacing == Spacing::kept && apart > 0;
        const auto rows = connection.query(
            take_one(), {key, now, rules_.most, rules_.window.count(), now + rules_.window.count() + apart,
                         now + apart, std::int64_t{waits ? 1 : 0}, now + slack, now + apart + slack});
        // Where this finds the row better than the statement did, there is something to be waited for still.
        if (rows.empty()) return std::max(wait_of(connection, key, spacing), milliseconds{1});
        if (rows.front().integer(0) == 1) counters_.added();
        return std::nullopt;
      },
      sql::Durability::relaxed);
}

milliseconds Quota::wait(std::string_view subject) {
  if (!counters_.enforced()) return milliseconds{0};
  return counters_.database().read([&](sql::Connection& connection) {
    const auto key = counters_.counting_key(connection, name_, subject, false).text;
    return wait_of(connection, key, Spacing::kept);
  });
}

milliseconds Quota::wait_of(sql::Connection& connection, const std::string& key, Spacing spacing) {
  const auto rows = connection.query(read_row, {key});
  if (rows.empty()) return milliseconds{0};
  const sql::Row& row = rows.front();
  const std::int64_t now = counters_.now();
  milliseconds wait{0};
  if (spacing == Spacing::kept) wait = left_until(row.integer(2), now, rules_.apart);
  if (row.integer(0) >= rules_.most) {
    wait = std::max(wait, left_until(row.integer(1) + rules_.window.count(), now, rules_.window));
  }
  return wait;
}

void Quota::give_back(std::string_view subject) {
  if (!counters_.enforced()) return;
  counters_.database().write(
      [&](sql::Connection& connection) {
        const auto key = counters_.counting_key(connection, name_, subject, false).text;
        return connection.execute(give_one_back, {key});
      },
      sql::Durability::relaxed);
}

}  // namespace gatehouse::throttle
