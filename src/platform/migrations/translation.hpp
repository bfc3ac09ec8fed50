#pragma once

// What was found in one database, as far as the other can have it: a revision is written for both, and its
// statements for the other one must be valid there.

#include <string>
#include <vector>

#include "platform/migrations/schema.hpp"

namespace gatehouse::migrations {

struct Translation {
  Schema schema;
  std::vector<std::string> losses;  // sentences: what could not be said, and is left out
};

/// `found` without what is foreign to `dialect`. A column that `goal` has as well is taken to be as the goal
/// says, in what is left out. Both schemas must be normalised.
Translation translated(sql::Dialect dialect, const Schema& found, const Schema& goal);

}  // namespace gatehouse::migrations
