#pragma once

// What SQLite keeps only in the text of `CREATE TABLE` and `CREATE INDEX`: the names of constraints, whether
// a key is AUTOINCREMENT, and the predicate of a partial index.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::migrations {

struct NamedConstraint {
  enum class Kind { unique, foreign_key };
  Kind kind;
  std::string name;  // empty: it has none
  std::vector<std::string> columns;
};

struct CreatedTable {
  bool autoincrement = false;
  std::vector<NamedConstraint> constraints;
};

CreatedTable read_create_table(std::string_view statement);

struct CreatedIndex {
  std::vector<std::string> columns;  // a name without its quotes, or an expression as it was written
  std::string where;
};

CreatedIndex read_create_index(std::string_view statement);

}  // namespace gatehouse::migrations
