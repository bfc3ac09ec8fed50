#include "platform/sql/sqlite_statement.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "kernel/utf8.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/sqlite_error.hpp"

namespace gatehouse::sql {
namespace {

class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n;") == std::string_view::npos; }

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* database, std::string_view sql, bool kept) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement, &rest);
  if (code != SQLITE_OK) throw_sqlite_error(database, code);
  statement_.reset(statement);
  if (statement == nullptr) throw Failure(FailureKind::statement, "an empty statement");
  if (!is_blank({rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)})) {
    throw Failure(FailureKind::statement, "more than one statement in one");
  }
  number_parameters();
}

void SqliteStatement::number_parameters() {
  const int count = sqlite3_bind_parameter_count(statement_.get());
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(statement_.get(), index);
    const std::string_view digits = name != nullptr && *name == '$' ? name + 1 : "";
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || end != digits.data() + digits.size() || number == 0) {
      throw Failure(FailureKind::statement, "a parameter that is not $1, $2, …");
    }
    value_of_.push_back(number - 1);
    values_ = std::max(values_, number);
  }
}

void SqliteStatement::bind(std::span<const Value> values) {
  if (values.size() != values_) {
    throw Failure(FailureKind::statement, "a statement of " + std::to_string(values_) + " parameters got " +
                                              std::to_string(values.size()) + " values");
  }
  int index = 0;
  for (const std::size_t which : value_of_) {
    ++index;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&values[which])) {
      code = sqlite3_bind_int64(statement_.get(), index, *number);
    } else if (const auto* text = std::get_if<std::string>(&values[which])) {
      if (!is_text(*text)) throw Failure(FailureKind::statement, "a value is no text");
      code = sqlite3_bind_text64(statement_.get(), index, text->data(), text->size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    if (code != SQLITE_OK) throw_sqlite_error(database_, code);
  }
}

void SqliteStatement::run(std::span<const Value> values, Rows* rows) {
  const Reset reset(statement_.get());
  bind(values);
  int code = SQLITE_OK;
  while ((code = sqlite3_step(statement_.get())) == SQLITE_ROW) {
    if (rows == nullptr) continue;
    std::vector<Value> columns;
    const int count = sqlite3_column_count(statement_.get());
    columns.reserve(static_cast<std::size_t>(count));
    for (int index = 0; index < count; ++index) columns.push_back(column(index));
    rows->emplace_back(std::move(columns));
  }
  if (code != SQLITE_DONE) throw_sqlite_error(database_, code);
}

Value SqliteStatement::column(int index) const {
  switch (sqlite3_column_type(statement_.get(), index)) {
    case SQLITE_NULL:
      return nullptr;
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement_.get(), index));
    case SQLITE_TEXT: {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), index));
      const int size = sqlite3_column_bytes(statement_.get(), index);
      std::string text(bytes, static_cast<std::size_t>(size));
      if (!is_text(text)) throw Failure(FailureKind::damaged, "a stored text is no UTF-8");
      return text;
    }
    default:
      throw Failure(FailureKind::damaged, "a stored value is neither a whole number nor text");
  }
}

bool SqliteStatement::changes_rows() const { return sqlite3_stmt_readonly(statement_.get()) == 0; }

}  // namespace gatehouse::sql
