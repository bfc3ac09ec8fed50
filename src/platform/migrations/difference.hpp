#pragma once

// What stands between two schemas, table by table: what `gatehouse db check` tells and `gatehouse db migrate`
// closes. The way back is the difference the other way round.

#include <string>
#include <utility>
#include <vector>

#include "platform/migrations/schema.hpp"

namespace gatehouse::migrations {

/// What is added and taken away of one kind; what changed is taken away and added.
template <class Thing>
struct Exchange {
  std::vector<Thing> removed;
  std::vector<Thing> added;

  bool empty() const { return removed.empty() && added.empty(); }
};

struct TableChange {
  sql::Table from;
  sql::Table to;
  Exchange<sql::Column> columns;
  std::vector<std::pair<sql::Column, sql::Column>> altered;
  bool key = false;  // the primary key is another
  Exchange<sql::Unique> uniques;
  Exchange<sql::Index> indexes;
  Exchange<sql::ForeignKey> foreign_keys;
  Exchange<sql::Check> checks;
  bool options = false;  // SQLite: STRICT

  bool empty() const {
    return columns.empty() && altered.empty() && !key && uniques.empty() && indexes.empty() &&
           foreign_keys.empty() && checks.empty() && !options;
  }
};

struct Difference {
  std::vector<sql::Table> created;  // each after those it points to
  std::vector<sql::Table> dropped;  // each before those it points to
  std::vector<TableChange> changed;

  bool empty() const { return created.empty() && dropped.empty() && changed.empty(); }
};

/// Both schemas must be normalised. The order of columns and of tables makes no difference.
Difference difference(const Schema& from, const Schema& to);

}  // namespace gatehouse::migrations
