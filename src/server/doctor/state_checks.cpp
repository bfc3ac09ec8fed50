// What waits in the database, and whether the audit trail holds.

#include "platform/audit/verify.hpp"
#include "server/doctor/check.hpp"
#include "server/doctor/reading_database.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr std::chrono::minutes longest_wait{15};
constexpr std::chrono::minutes most_ahead{1};

std::int64_t number(const Examined& examined, std::string_view question,
                    std::initializer_list<sql::Value> values = {}) {
  return examined.has_tables() ? examined.connection->query(question, values).front().integer(0) : 0;
}

std::int64_t long_ago(const Examined& examined) { return to_millis(examined.clock.now() - longest_wait); }

/// Every page is read. Where that fails, what SQLite says is the finding.
Verdict damaged(const Examined& examined) {
  if (!examined.is_sqlite() || !examined.connection) return std::nullopt;
  try {
    const sql::Rows told = examined.connection->query("PRAGMA quick_check(1)");
    if (told.size() == 1 && told.front().text(0) == "ok") return std::nullopt;
    return told.empty() ? "the database file cannot be read" : told.front().text(0);
  } catch (const std::exception& fault) {
    return fault.what();
  }
}

Verdict clock_behind(const Examined& examined) {
  const auto newest = number(examined, "SELECT COALESCE(max(at), 0) FROM audit_events");
  const auto ahead = newest - to_millis(examined.clock.now());
  if (ahead <= std::chrono::milliseconds(most_ahead).count()) return std::nullopt;
  return "the newest event in the database is " + std::to_string(ahead / 1000) +
         " seconds in the future of this machine's clock";
}

Verdict dead_messages(const Examined& examined) {
  const auto dead = number(examined, "SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL");
  if (dead == 0) return std::nullopt;
  return std::to_string(dead) + " messages were given up";
}

Verdict dead_mails(const Examined& examined) {
  const auto dead = number(examined, "SELECT count(*) FROM mails WHERE dead_at IS NOT NULL");
  if (dead == 0) return std::nullopt;
  return std::to_string(dead) + " mails were given up";
}

Verdict outbox_stuck(const Examined& examined) {
  const auto late =
      number(examined,
             "SELECT count(*) FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND created_at < $1",
             {long_ago(examined)});
  if (late == 0) return std::nullopt;
  return std::to_string(late) + " messages wait for longer than 15 minutes";
}

Verdict mails_stuck(const Examined& examined) {
  const auto late = number(
      examined, "SELECT count(*) FROM mails WHERE sent_at IS NULL AND dead_at IS NULL AND created_at < $1",
      {long_ago(examined)});
  if (late == 0) return std::nullopt;
  return std::to_string(late) + " mails wait for longer than 15 minutes";
}

Verdict audit_broken(const Examined& examined) {
  if (!examined.master_key || !examined.has_tables() || master_key_wrong(examined)) return std::nullopt;
  const audit::ChainKey key(examined.master_key->derive(crypto::KeyUse::audit_trail));
  ReadingDatabase database(*examined.connection);
  constexpr Time never{};  // where no server runs, the last events wait for their place as long as that
  const auto found = audit::verify(database, key, never);
  if (!found.breach) return std::nullopt;
  std::string what = "an event " + found.breach->what;
  if (found.breach->position) what += ", at position " + std::to_string(*found.breach->position);
  return what;
}

constexpr Check all[] = {
    {"database_damaged", "what was acknowledged may be lost, and more may be lost soon",
     "stop the server, keep a copy of the file, look into the disk, and `gatehouse restore` the last backup",
     damaged},
    {"clock_behind", "codes, sessions and tokens that have expired may be taken again",
     "set the clock by a time server before the server starts", clock_behind},
    {"dead_messages", "codes were not made, or sessions of deleted accounts not ended",
     "`gatehouse outbox list` tells why; mend that, and `gatehouse outbox replay all`", dead_messages},
    {"dead_mails", "people wait for a code that does not come",
     "`gatehouse mail list` tells why; mend that, and `gatehouse mail retry --all`", dead_mails},
    {"outbox_stuck", "nothing is delivered: no server runs, or its deliveries fail",
     "look into the log of the servers, and whether one runs", outbox_stuck},
    {"mails_stuck", "people wait for mails: no server runs, or the mail server takes none",
     "look into the log of the servers for what the mail server answers", mails_stuck},
    {"audit_broken", "somebody changed, moved, added or removed what the trail holds",
     "keep a copy of the database, look at it with `gatehouse audit verify`, then `gatehouse audit restart`",
     audit_broken},
};

}  // namespace

std::span<const Check> state_checks() { return all; }

}  // namespace gatehouse::server::doctor
