#pragma once

// The outbox and inbox as the relay reads and marks them. All SQL of a message's way stands here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/messaging/message.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::messaging {

struct DueMessage {
  std::int64_t id = 0;
  Message message;
  bool oldest = true;  // of those of its subject that wait
};

/// What waits and whose time has come, those that nobody has tried first. At most `most` rows are looked at.
std::vector<DueMessage> due_messages(sql::Connection& connection, Time now, std::int64_t most);

/// Of one subject the oldest that wait, up to the first whose time has not come.
std::vector<DueMessage> due_messages_of(sql::Connection& connection, const std::string& subject, Time now,
                                        std::int64_t most);

/// Makes those messages of the subject that stand between two ids wait as long as the oldest of the subject,
/// and behind what is new of others. For how many that is longer than before.
std::int64_t step_back(sql::Connection& connection, const std::string& subject, std::int64_t first,
                       std::int64_t last);

/// Holds the message until the end of the transaction, and tells how often it has failed; nothing where it is
/// not ours to handle: another server holds it, or it is done, dead or put off meanwhile.
std::optional<std::int64_t> hold(sql::Connection& connection, std::int64_t id, Time now);

/// False where this handler is done with it already.
bool mark_handled(sql::Connection& connection, std::int64_t id, const std::string& handler, Time now);

void mark_delivered(sql::Connection& connection, std::int64_t id, Time now);
/// A delivered message keeps nothing of what it said.
void empty_delivered(sql::Connection& connection, std::int64_t id);
/// As if nobody had handled it. One that is emptied stays as it is.
void take_back(sql::Connection& connection, std::int64_t id);

struct FailedAttempt {
  std::int64_t id = 0;
  std::int64_t failed_before = 0;
  std::string error;
  Time next_attempt;
  bool last = false;
};

/// Unless another server has recorded one meanwhile.
void mark_failed(sql::Connection& connection, const FailedAttempt& attempt, Time now);

/// How many rows went, of at most `most`.
std::int64_t sweep_delivered(sql::Connection& connection, Time before, std::int64_t most);
std::int64_t sweep_dead(sql::Connection& connection, Time before, std::int64_t most);

/// What waits for a time further off than any wait can be: the clock was set back since. It is due at once.
void hasten_after_clock_change(sql::Connection& connection, Time latest);

}  // namespace gatehouse::messaging
