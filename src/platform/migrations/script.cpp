#include "platform/migrations/script.hpp"

#include "platform/migrations/ledger.hpp"

namespace gatehouse::migrations {
namespace {

std::string transaction_of(const Revision& revision, Direction direction, sql::Dialect dialect, Time now) {
  const bool upward = direction == Direction::upgrade;
  std::string text = "\n-- " + std::string(name_of(direction)) + ' ' +
                     (upward ? revision.revises : revision.id) + " -> " +
                     (upward ? revision.id : revision.revises) + ": " + revision.message + "\nBEGIN;\n";
  if (upward && revision.revises == base) text += create_ledger() + ";\n";
  for (const std::string& statement : revision.statements(direction, dialect)) text += statement + ";\n";
  text += (upward ? record(revision, now) : forget(revision)) + ";\n";
  return text + "COMMIT;\n";
}

}  // namespace

std::string script(const Chain& chain, sql::Dialect dialect, std::size_t from, std::size_t to, Time now) {
  std::string text = "-- gatehouse: from revision " + std::string(chain.id_after(from)) + " to " +
                     std::string(chain.id_after(to)) + ", " + std::string(name_of(dialect)) + "\n";
  if (dialect == sql::Dialect::sqlite && from != to) text += "PRAGMA foreign_keys = OFF;\n";
  for (std::size_t i = from; i < to; ++i) {
    text += transaction_of(chain.revisions()[i], Direction::upgrade, dialect, now);
  }
  for (std::size_t i = from; i > to; --i) {
    text += transaction_of(chain.revisions()[i - 1], Direction::downgrade, dialect, now);
  }
  return text;
}

}  // namespace gatehouse::migrations
