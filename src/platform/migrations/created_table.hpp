#pragma once

// What SQLite keeps only in the text of `CREATE TABLE` and `CREATE INDEX`: the names of constraints, what is
// checked, whether a key is AUTOINCREMENT, how a column is generated and sorted, and the predicate of a
// partial index.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::migrations {

struct NamedConstraint {
  enum class Kind { unique, foreign_key, check };
  Kind kind;
  std::string name;  // empty: it has none
  std::vector<std::string> columns;
  std::string definition{};  // of a check, as it was written
};

struct CreatedColumn {
  std::string name;
  std::string collation{};
  std::string generated{};  // `GENERATED ALWAYS AS (…) STORED`
};

struct CreatedTable {
  bool autoincrement = false;
  std::vector<NamedConstraint> constraints;
  std::vector<CreatedColumn> columns;
  std::string options;  // what stands behind the parenthesis: `STRICT`
};

CreatedTable read_create_table(std::string_view statement);

struct CreatedIndex {
  std::vector<std::string> columns;  // a name without its quotes, or an expression as it was written
  std::string where;
};

CreatedIndex read_create_index(std::string_view statement);

}  // namespace gatehouse::migrations
