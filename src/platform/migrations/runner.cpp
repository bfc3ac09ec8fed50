#include "platform/migrations/runner.hpp"

#include "kernel/unavailable.hpp"
#include "platform/migrations/exclusive_transaction.hpp"
#include "platform/migrations/refused.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::migrations {
namespace {

constexpr std::size_t longest_quotation = 2000;

/// What failed, with the reason last, since the reason may have lines of its own.
[[noreturn]] void refuse(const Revision& revision, Direction direction, const std::string& place,
                         const std::string& reason) {
  throw Refused("Revision " + revision.id + " (" + revision.file + ") failed in its " +
                std::string(name_of(direction)) + place + "\nReason: " + reason);
}

constexpr auto nothing_kept = "\nThe database is as it was before this revision.";
constexpr auto perhaps_kept = "\nWhether it was kept is not known; `gatehouse db current` tells.";

/// With the library's own words, which are for the operator, and so is this.
std::string reason_of(const std::exception& failure) {
  const auto* outage = dynamic_cast<const sql::Outage*>(&failure);
  return outage == nullptr ? failure.what() : outage->what() + std::string(": ") + outage->detail();
}

std::string quotation(const std::string& statement, std::size_t number, std::size_t count) {
  const bool is_long = statement.size() > longest_quotation;
  return " at statement " + std::to_string(number) + " of " + std::to_string(count) +
         ".\nStatement: " + statement.substr(0, longest_quotation) + (is_long ? "…" : "");
}

}  // namespace

Runner::Runner(sql::Connection& connection, const Chain& chain, const Clock& clock)
    : connection_(connection), chain_(chain), clock_(clock) {
  prepare(connection);
}

void Runner::upgrade(std::string_view target, Tell tell) {
  const State now = state(chain_, connection_);
  expect_sound(now);
  const std::size_t goal = chain_.target(target, now.count);
  if (goal < now.count) {
    throw Refused("Revision " + std::string(chain_.id_after(goal)) + " is below " + now.current +
                  ", where the database is; `gatehouse db downgrade` leads there.");
  }
  if (now.count == goal) return;  // without a lock, and without a right to create tables
  while (step(Direction::upgrade, goal, tell)) {
  }
}

void Runner::downgrade(std::string_view target, Tell tell) {
  const State now = state(chain_, connection_);
  expect_sound(now);
  const std::size_t goal = chain_.target(target, now.count);
  if (goal > now.count) {
    throw Refused("Revision " + std::string(chain_.id_after(goal)) + " is above " + now.current +
                  ", where the database is; `gatehouse db upgrade` leads there.");
  }
  while (step(Direction::downgrade, goal, tell)) {
  }
}

bool Runner::step(Direction direction, std::size_t target, Tell tell) {
  ExclusiveTransaction transaction(connection_);
  connection_.run(create_ledger());
  const State now = state(chain_, connection_);
  expect_sound(now);
  const bool upward = direction == Direction::upgrade;
  if (upward ? now.count >= target : now.count <= target) {
    transaction.commit();
    return false;
  }
  const Revision& revision = chain_.revisions()[upward ? now.count : now.count - 1];
  run(revision, direction);
  try {
    connection_.run(upward ? record(revision, clock_.now()) : forget(revision));
    transaction.commit();
  } catch (const std::exception& failure) {
    const bool is_lost = dynamic_cast<const Unavailable*>(&failure) != nullptr;
    refuse(revision, direction, " when it was to be kept.",
           reason_of(failure) + (is_lost ? perhaps_kept : nothing_kept));
  }
  tell(revision);
  return true;
}

void Runner::run(const Revision& revision, Direction direction) {
  const std::vector<std::string>& statements = revision.statements(direction, connection_.dialect());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    try {
      connection_.run(statements[i]);
    } catch (const std::exception& failure) {
      refuse(revision, direction, quotation(statements[i], i + 1, statements.size()),
             reason_of(failure) + nothing_kept);
    }
  }
}

void Runner::stamp(std::string_view target) {
  const std::size_t goal = chain_.count_to(target);
  ExclusiveTransaction transaction(connection_);
  connection_.run(create_ledger());
  connection_.run(forget_all());
  for (std::size_t i = 0; i < goal; ++i) connection_.run(record(chain_.revisions()[i], clock_.now()));
  transaction.commit();
}

void upgrade_to_head(const sql::DatabaseOptions& options, const Chain& chain, const Clock& clock, Tell tell) {
  const std::unique_ptr<sql::Connection> connection = sql::connect(options, sql::Access::write);
  Runner(*connection, chain, clock).upgrade("head", tell);
}

}  // namespace gatehouse::migrations
