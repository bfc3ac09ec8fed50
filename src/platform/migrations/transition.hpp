#pragma once

// The statements that turn one schema into another, in either dialect, with the rows that are there kept.
// Since both ends are whole schemas, the way back is the same function with its arguments changed over.
//
// SQLite alters little in place: where adding and dropping columns is not enough, a table is made anew,
// filled from the old one and given its name. That wants `PRAGMA foreign_keys=OFF` outside, which the runner
// sees to.

#include <string>
#include <vector>

#include "platform/migrations/difference.hpp"

namespace gatehouse::migrations {

/// Both schemas must be normalised.
std::vector<std::string> transition(sql::Dialect dialect, const Schema& from, const Schema& to);

/// A new column that must hold something, and says not what: rows that exist get `filling`, '' or 0, once.
bool needs_filling(const sql::Column& column);
/// What stands in for nothing where a column does not allow it: its default, or '' or 0.
std::string filling(const sql::Column& column);

std::vector<std::string> sqlite_transition(const Difference& difference);
std::vector<std::string> postgresql_transition(const Schema& from, const Schema& to,
                                               const Difference& difference);

}  // namespace gatehouse::migrations
