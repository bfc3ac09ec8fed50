#include "platform/throttle/backoff.hpp"

#include <algorithm>
#include <limits>

namespace gatehouse::throttle {
namespace {

/// $1 key, $2 now, $3 free, $4 first wait, $5 longest wait, $6 doublings, $7 memory, $8 cap, $9 expiry,
/// $10 until when a first failure waits, $11 whether memory counts from the last failure, $12 what no good
/// clock has written as `since`, $13 as `until`. Who needs not wait waits for no time at all: the next one
/// may have read the clock before this one, and waited for its lock.
std::string written_reserve() {
  const std::string forgets = "(throttles.since + $7 <= $2 OR throttles.since > $12)";
  const std::string count = "(CASE WHEN " + forgets + " THEN 1 ELSE throttles.count + 1 END)";
  const std::string until = "CASE WHEN " + count + " <= $3 THEN 0 WHEN " + count +
                            " - $3 > $6 THEN $2 + $5 ELSE $2 + (CAST($4 AS BIGINT) << CAST(" + count +
                            " - $3 - 1 AS INTEGER)) END";
  return "INSERT INTO throttles (key, count, streak, since, until, expires_at) "
         "VALUES ($1, 1, 1, $2, $10, $9) ON CONFLICT (key) DO UPDATE SET count = " +
         count +
         ", streak = CASE WHEN throttles.expires_at <= $2 THEN 1 ELSE throttles.streak + 1 END"
         ", since = CASE WHEN $11 = 1 OR " +
         forgets + " THEN $2 ELSE throttles.since END, until = " + until +
         ", expires_at = $9 "
         "WHERE (throttles.until <= $2 OR throttles.until > $13) "
         "AND (throttles.streak < $8 OR throttles.expires_at <= $2) "
         "RETURNING streak";
}

std::string_view reserve_attempt() {
  static const std::string text = written_reserve();
  return text;
}

constexpr std::string_view read_row = "SELECT until, streak, expires_at FROM throttles WHERE key = $1";
constexpr std::string_view delete_row = "DELETE FROM throttles WHERE key = $1";
constexpr std::string_view give_back_attempt =
    "UPDATE throttles SET count = count - 1, streak = streak - 1, until = 0 WHERE key = $1 AND count > 0";

}  // namespace

Backoff::Backoff(Counters& counters, std::string name, const BackoffRules& rules, Rows rows)
    : counters_(counters),
      name_(std::move(name)),
      rules_(rules),
      rows_(rows),
      doublings_(doublings(rules)),
      cap_(rules.cap.value_or(std::numeric_limits<std::int64_t>::max())),
      kept_(std::max(rules.kept, rules.memory + rules.longest_wait)) {}

std::optional<milliseconds> Backoff::reserve(std::string_view subject) {
  if (!counters_.enforced()) return std::nullopt;
  return counters_.database().write(
      [&](sql::Connection& connection) -> std::optional<milliseconds> {
        const auto key = counters_.counting_key(connection, name_, subject, rows_ == Rows::own).text;
        const std::int64_t now = counters_.now();
        const auto rows =
            connection.query(reserve_attempt(),
                             {key, now, rules_.free, rules_.first_wait.count(), rules_.longest_wait.count(),
                              doublings_, rules_.memory.count(), cap_, now + kept_.count(),
                              rules_.free > 0 ? 0 : now + wait_after(1, rules_).count(),
                              std::int64_t{rules_.since == BackoffRules::Since::last ? 1 : 0},
                              now + clock_slack.count(), now + (rules_.longest_wait + clock_slack).count()});
        // Where this finds the row better than the statement did, there is something to be waited for still.
        if (rows.empty()) return std::max(wait_of(connection, key, now), milliseconds{1});
        if (rows.front().integer(0) == 1) counters_.added();
        return std::nullopt;
      },
      sql::Durability::relaxed);
}

milliseconds Backoff::wait(std::string_view subject) {
  if (!counters_.enforced()) return milliseconds{0};
  return counters_.database().read([&](sql::Connection& connection) {
    const auto key = counters_.counting_key(connection, name_, subject, rows_ == Rows::own).text;
    return wait_of(connection, key, counters_.now());
  });
}

milliseconds Backoff::wait_of(sql::Connection& connection, const std::string& key, std::int64_t now) {
  const auto rows = connection.query(read_row, {key});
  if (rows.empty()) return milliseconds{0};
  const sql::Row& row = rows.front();
  if (row.integer(1) >= cap_ && row.integer(2) > now) return rules_.longest_wait;
  const milliseconds left{row.integer(0) - now};
  if (left > rules_.longest_wait + clock_slack) return milliseconds{0};
  return std::clamp(left, milliseconds{0}, rules_.longest_wait);
}

void Backoff::forgive(std::string_view subject) {
  if (!counters_.enforced()) return;
  counters_.database().write([&](sql::Connection& connection) {
    const std::string own = counters_.own_key(name_, subject);
    const std::int64_t removed = connection.execute(delete_row, {own});
    counters_.removed(removed);
    if (removed == 0 && rows_ == Rows::bounded && counters_.full()) {
      give_back_key(connection, counters_.shared_key(name_, own).text);
    }
    return removed;
  });
}

void Backoff::give_back(std::string_view subject) {
  if (!counters_.enforced()) return;
  counters_.database().write(
      [&](sql::Connection& connection) {
        const auto key = counters_.counting_key(connection, name_, subject, rows_ == Rows::own);
        give_back_key(connection, key.text);
        return true;
      },
      sql::Durability::relaxed);
}

void Backoff::give_back_key(sql::Connection& connection, const std::string& key) {
  connection.execute_later(give_back_attempt, {key});
}

}  // namespace gatehouse::throttle
