#include "platform/migrations/state.hpp"

#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

std::string edited(const Revision& revision) {
  return "Revision " + revision.id + " (" + revision.file +
         ") was edited after it was applied to this database. Put the file back as it was, and write what "
         "has to change "
         "as a new revision; or, where the database already is as the file now says, accept it with "
         "`gatehouse db stamp`.";
}

std::string ahead(const std::string& current, std::string_view head) {
  return "The database is at revision " + current + ", which this program does not know (its head is " +
         std::string(head) +
         "): a newer version has migrated it. Run that version, or have it run `gatehouse db "
         "downgrade " +
         std::string(head) + "` first.";
}

std::string behind(const std::string& current, std::string_view head) {
  return "The database is at revision " + current + ", behind the head " + std::string(head) +
         ": run `gatehouse db upgrade`.";
}

std::string broken(const std::string& missing) {
  return "The table schema_revisions lists later revisions, but not " + missing +
         ": set it right with `gatehouse db stamp`.";
}

}  // namespace

State state(const Chain& chain, const std::vector<Applied>& applied) {
  State state{Position::at_head, 0, applied.empty() ? std::string(base) : applied.back().revision,
              std::string(chain.head()), ""};
  const auto conclude = [&](Position position, std::string message) {
    state.position = position;
    state.message = std::move(message);
    return state;
  };
  for (; state.count < applied.size(); ++state.count) {
    if (state.count == chain.size()) return conclude(Position::ahead, ahead(state.current, chain.head()));
    const Revision& revision = chain.revisions()[state.count];
    const Applied& there = applied[state.count];
    if (there.revision != revision.id) return conclude(Position::broken, broken(revision.id));
    if (there.checksum != revision.checksum) return conclude(Position::edited, edited(revision));
  }
  if (state.count < chain.size()) return conclude(Position::behind, behind(state.current, chain.head()));
  return state;
}

State state(const Chain& chain, sql::Connection& connection) {
  return state(chain, applied_revisions(connection));
}

State state(const Chain& chain, sql::Database& database) {
  return database.read([&](sql::Connection& connection) { return state(chain, connection); });
}

void expect_sound(const State& state) {
  if (state.position != Position::at_head && state.position != Position::behind) throw Refused(state.message);
}

}  // namespace gatehouse::migrations
