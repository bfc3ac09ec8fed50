#include "platform/migrations/autogenerate.hpp"

#include "platform/migrations/refused.hpp"
#include "platform/migrations/sentences.hpp"
#include "platform/migrations/transition.hpp"
#include "platform/migrations/translation.hpp"

namespace gatehouse::migrations {
namespace {

// A declaration is written in what both databases take; it reads the same in either dialect.
Schema normalised_declaration(const std::vector<sql::Table>& declared) {
  return normalised(declared, sql::Dialect::postgresql);
}

std::string next_id(const Chain& chain) {
  const int head = chain.size() == 0 ? 0 : std::stoi(chain.revisions().back().id);
  if (head == 9999) throw Refused("Revision 9999 is the last that has a number.");
  const std::string digits = std::to_string(head + 1);
  return std::string(4 - digits.size(), '0') + digits;
}

}  // namespace

Difference difference_to_declared(const Schema& schema, const std::vector<sql::Table>& declared) {
  return difference(schema, normalised_declaration(declared));
}

Draft empty_draft(const Chain& chain, std::string message, Time now) {
  return {next_id(chain), std::string(chain.head()), std::move(message), now};
}

Draft closing_draft(const Chain& chain, const Schema& schema, const std::vector<sql::Table>& declared,
                    std::string message, Time now) {
  Draft draft = empty_draft(chain, std::move(message), now);
  const Schema goal = normalised_declaration(declared);
  draft.cautions = cautions(difference(schema, goal));
  for (const sql::Dialect dialect : {sql::Dialect::sqlite, sql::Dialect::postgresql}) {
    const Translation here = translated(dialect, schema, goal);
    draft.cautions.insert(draft.cautions.end(), here.losses.begin(), here.losses.end());
    draft.statements(Direction::upgrade, dialect) = transition(dialect, here.schema, goal);
    draft.statements(Direction::downgrade, dialect) = transition(dialect, goal, here.schema);
  }
  return draft;
}

}  // namespace gatehouse::migrations
