#pragma once

// The table of mails as senders read and mark it. All SQL of a mail's way stands here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::mail {

struct NewRow {
  UserId user;
  std::string kind;
  std::string message_id;
  std::string sealed;
  Time created_at;
  std::optional<Time> useless_after;
};

/// Due at once, whatever the clocks of several servers say.
void insert(sql::Connection& connection, const NewRow& row);

/// A mail in the hands of one sender, until its lease ends.
struct LeasedRow {
  std::int64_t id = 0;
  UserId user;
  std::string kind;
  std::string message_id;
  std::string sealed;
  std::optional<Time> useless_after;
  std::int64_t failed_before = 0;
  Time leased_until;
};

bool is_any_due(sql::Connection& connection, Time now);
/// The one that waits longest of those that nobody has tried, or whose time has come. One statement, so that
/// no two senders have the same.
std::optional<LeasedRow> lease(sql::Connection& connection, Time now, Time until);

// What became of it; without effect where the lease was lost to another sender.

void mark_sent(sql::Connection& connection, const LeasedRow& row, Time now);
struct Failed {
  std::string reason;
  Time next_attempt;
  bool last = false;
};
void mark_failed(sql::Connection& connection, const LeasedRow& row, const Failed& failed, Time now);
/// As if it had not been leased.
void release(sql::Connection& connection, const LeasedRow& row);
void give_up(sql::Connection& connection, const LeasedRow& row);

/// Releases what a server that was killed has left leased. Only where no other can be sending.
void release_all(sql::Connection& connection);

/// How many rows went, of at most `most`.
std::int64_t sweep_sent(sql::Connection& connection, Time before, std::int64_t most);
std::int64_t sweep_dead(sql::Connection& connection, Time before, std::int64_t most);
/// Those that nobody wants any more, dead or waiting, and not in anybody's hands.
std::int64_t sweep_useless(sql::Connection& connection, Time now, std::int64_t most);

/// What waits, or is leased, for a time further off than any can be: the clock was set back since. It is due
/// at once.
void hasten_after_clock_change(sql::Connection& connection, Time latest_attempt, Time latest_lease);

}  // namespace gatehouse::mail
