#include "platform/migrations/translation.hpp"

#include <utility>

#include "platform/migrations/revision.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

class Translator {
 public:
  Translator(sql::Dialect dialect, const Schema& goal) : dialect_(dialect), goal_(goal) {}

  Translation translate(Schema schema) {
    for (sql::Table& table : schema) translate(table);
    return {std::move(schema), std::move(losses_)};
  }

 private:
  void translate(sql::Table& table) {
    const sql::Table* goal = find_table(goal_, table.name);
    for (sql::Column& column : table.columns) {
      if (column.foreign.dialect != dialect_) translate(table, column, goal);
    }
    std::erase_if(table.checks, [&](const sql::Check& check) {
      if (check.dialect == dialect_) return false;
      lose("the constraint " + check.name + " of table " + table.name + " is left out");
      return true;
    });
    if (dialect_ == sql::Dialect::postgresql) table.sqlite_options.reset();
  }

  void translate(const sql::Table& table, sql::Column& column, const sql::Table* goal) {
    const sql::Foreign foreign = std::exchange(column.foreign, {.dialect = dialect_});
    const sql::Column* same = goal == nullptr ? nullptr : sql::find_column(*goal, column.name);
    const std::string name = "column " + column.name + " of table " + table.name;
    if (foreign.is_of_type() || !foreign.generated.empty()) {
      if (same != nullptr) column.type = same->type;
      lose(name + " is " + std::string(sql::type_name(dialect_, column.type)) + ", not " +
           described(foreign, column));
    }
    if (!foreign.fallback.empty() && (same == nullptr || same->fallback != column.fallback)) {
      column.fallback = same == nullptr ? std::nullopt : same->fallback;
      lose(name + " has no default " + foreign.fallback);
    }
  }

  static std::string described(const sql::Foreign& foreign, const sql::Column& column) {
    sql::Column before = column;
    before.foreign = foreign;
    const std::string type = sql::column_type(foreign.dialect, before);
    return foreign.generated.empty() ? type : type + ' ' + foreign.generated;
  }

  void lose(const std::string& what) {
    losses_.push_back("In the statements for " + std::string(name_of(dialect_)) + " " + what + ".");
  }

  sql::Dialect dialect_;
  const Schema& goal_;
  std::vector<std::string> losses_;
};

}  // namespace

Translation translated(sql::Dialect dialect, const Schema& found, const Schema& goal) {
  return Translator(dialect, goal).translate(found);
}

}  // namespace gatehouse::migrations
