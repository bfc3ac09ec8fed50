#include "platform/sql/table.hpp"

#include <algorithm>
#include <set>

#include "platform/sql/ddl.hpp"

namespace gatehouse::sql {
namespace {

/// PostgreSQL wants the table that a key points to first; in a circle one of the keys is added afterwards.
void hold_back_forward_keys(Table& table, const std::set<std::string>& made,
                            std::vector<std::string>& later) {
  const auto points_ahead = [&](const ForeignKey& key) { return !made.contains(key.table); };
  for (const ForeignKey& key : table.foreign_keys) {
    if (points_ahead(key))
      later.push_back("ALTER TABLE " + quoted(table.name) + " ADD " + foreign_key_definition(key));
  }
  std::erase_if(table.foreign_keys, points_ahead);
}

}  // namespace

std::vector<std::string> create_statements(Dialect dialect, const std::vector<Table>& tables) {
  std::vector<std::string> statements;
  std::vector<std::string> later;
  std::set<std::string> made;
  for (Table& table : in_order_of_reference(tables)) {
    made.insert(table.name);
    if (dialect == Dialect::postgresql) hold_back_forward_keys(table, made, later);
    statements.push_back(create_table(dialect, table, table.name));
    for (const Index& index : table.indexes) statements.push_back(create_index(table, index));
  }
  statements.insert(statements.end(), later.begin(), later.end());
  return statements;
}

}  // namespace gatehouse::sql
