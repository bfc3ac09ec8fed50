#include "server/backup/carry.hpp"

#include <algorithm>
#include <stdexcept>

#include "kernel/clock.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/runner.hpp"
#include "platform/migrations/state.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/ddl.hpp"
#include "platform/transfer/copy.hpp"
#include "platform/transfer/transaction.hpp"
#include "server/backup/live.hpp"
#include "server/tables.hpp"

namespace gatehouse::server {
namespace {

using migrations::Position;
using Tables = migrations::Schema;

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error(why); }

/// The revision that a source stands at.
std::string sound_revision(const migrations::State& state) {
  if (state.position != Position::at_head && state.position != Position::behind) refuse(state.message);
  if (state.count == 0) refuse("this database holds no tables of gatehouse: it has no revision");
  return state.current;
}

/// Nothing is mixed, with rows or without: what neither this program declares nor the source has is somebody
/// else's.
void expect_no_strangers(sql::Connection& source, sql::Connection& target) {
  const Tables declared = all_tables();
  const Tables read = migrations::read_schema(source);
  for (const sql::Table& table : migrations::read_schema(target)) {
    if (migrations::find_table(declared, table.name) != nullptr) continue;
    if (migrations::find_table(read, table.name) != nullptr) continue;
    refuse("the target has a table " + table.name +
           " that is none of gatehouse's. Name a database of its own; nothing was changed");
  }
}

void expect_empty(sql::Connection& connection) {
  for (const sql::Table& table : migrations::read_schema(connection)) {
    if (!transfer::holds_rows(connection, table)) continue;
    refuse("the target is not empty: its table " + table.name +
           " holds rows. Name a new database; nothing was changed");
  }
}

/// Brings the empty target to the revision of the source.
void make_tables(sql::Connection& target, const migrations::Chain& chain, const std::string& revision) {
  const SystemClock clock;
  migrations::Runner runner(target, chain, clock);
  const migrations::State state = migrations::state(chain, target);
  if (state.count > chain.count_to(revision)) {
    refuse("the target is at revision " + state.current + ", and the source at " + revision +
           ": bring the source to the same one by `gatehouse db upgrade`");
  }
  runner.upgrade(revision, [](const migrations::Revision&) {});
  if (target.dialect() == sql::Dialect::sqlite) target.run("PRAGMA foreign_keys = ON");  // off for revisions
}

void empty_tables(sql::Connection& target, const Tables& tables) {
  auto ordered = sql::in_order_of_reference(tables);
  std::ranges::reverse(ordered);
  for (const sql::Table& table : ordered) target.run("DELETE FROM " + sql::quoted(table.name));
}

void tell_of_strangers(const Tables& there, const Tables& known, const TellLine& tell) {
  for (const sql::Table& table : there) {
    if (migrations::find_table(known, table.name) == nullptr)
      tell("the table " + table.name + " is none of gatehouse's, and is left out");
  }
}

transfer::Contents fill(sql::Connection& source, sql::Connection& target, const Tables& tables,
                        Target allowed, const TellLine& tell) {
  transfer::Transaction alone = transfer::Transaction::alone(target, tables);
  if (allowed == Target::replaced) {
    empty_tables(target, tables);
  } else {
    expect_empty(target);  // again: a server may have started meanwhile
  }
  transfer::Contents read =
      transfer::copy(source, target, tables, [&](const std::string& table, std::int64_t rows) {
        tell(table + ": " + std::to_string(rows) + " rows");
      });
  const std::string difference = transfer::difference(read, transfer::contents(target, tables));
  if (!difference.empty()) refuse("what arrived is not what was read: " + difference);
  alone.keep();
  return read;
}

}  // namespace

Carried carry(const Route& route, const migrations::Chain& chain, const TellLine& tell) {
  expect_no_backup(route.from);
  const auto source = sql::connect(route.from, sql::Access::read);
  if (!source) refuse("there is no database to read");
  const transfer::Transaction snapshot = transfer::Transaction::snapshot(*source);
  const std::string revision = sound_revision(migrations::state(chain, *source));
  const auto target = sql::connect(route.to, sql::Access::write);
  expect_no_strangers(*source, *target);
  if (route.target == Target::empty) expect_empty(*target);
  make_tables(*target, chain, revision);
  const Tables tables = migrations::read_schema(*target);
  tell_of_strangers(migrations::read_schema(*source), tables, tell);
  Carried carried{fill(*source, *target, tables, route.target, tell), revision};
  target->run("ANALYZE");
  return carried;
}

std::string listing(const transfer::Contents& contents) {
  std::string lines;
  for (const transfer::TableContent& content : contents) {
    lines +=
        content.hash.substr(0, 16) + "  " + std::to_string(content.rows) + " rows in " + content.table + '\n';
  }
  return lines;
}

}  // namespace gatehouse::server
