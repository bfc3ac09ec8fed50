#include "platform/migrations/schema.hpp"

#include <algorithm>

#include "platform/migrations/expression.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

template <class Named>
void sort_by_name(std::vector<Named>& all) {
  std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
}

std::optional<std::string> normalised_fallback(const std::optional<std::string>& written,
                                               sql::Dialect dialect) {
  if (!written) return std::nullopt;
  std::string text = canonical_expression(*written, dialect);
  if (text == "NULL") return std::nullopt;
  return text;
}

void normalise(sql::Table& table, sql::Dialect dialect) {
  const std::vector<std::string> key = sql::key_columns(table);
  for (sql::Column& column : table.columns) {
    const bool in_key = std::find(key.begin(), key.end(), column.name) != key.end();
    if (in_key) column.nullable = false;
    if (column.identity) {
      table.primary_key.clear();
      column.fallback.reset();
    }
    const std::optional<std::string> written = std::move(column.fallback);
    column.fallback = normalised_fallback(written, dialect);
    if (column.fallback && !sql::is_literal(*column.fallback)) {
      column.foreign.fallback = *written;
      column.foreign.dialect = dialect;
    }
  }
  for (sql::Index& index : table.indexes) {
    index.where = canonical_expression(index.where, dialect);
    for (std::string& column : index.columns) column = canonical_expression(column, dialect);
  }
  // It says nothing that the key does not say, and PostgreSQL leaves it out.
  std::erase_if(table.uniques, [&](const sql::Unique& unique) { return unique.columns == key; });
  sort_by_name(table.uniques);
  sort_by_name(table.indexes);
  sort_by_name(table.foreign_keys);
  sort_by_name(table.checks);
}

}  // namespace

Schema normalised(Schema schema, sql::Dialect dialect) {
  for (sql::Table& table : schema) normalise(table, dialect);
  return schema;
}

const sql::Table* find_table(const Schema& schema, std::string_view name) {
  const auto found =
      std::find_if(schema.begin(), schema.end(), [&](const sql::Table& table) { return table.name == name; });
  return found == schema.end() ? nullptr : &*found;
}

}  // namespace gatehouse::migrations
