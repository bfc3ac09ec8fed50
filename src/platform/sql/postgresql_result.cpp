#include "platform/sql/postgresql_result.hpp"

#include <charconv>

#include "kernel/utf8.hpp"
#include "platform/sql/failure.hpp"

namespace gatehouse::sql {
namespace {

// pg_type.dat
constexpr Oid bool_type = 16;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid oid_type = 26;
constexpr Oid numeric_type = 1700;

bool read_number(std::string_view text, std::int64_t& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size();
}

/// A sum of BIGINT is NUMERIC here and an integer in SQLite; where it is whole, both say integer.
Value value_of(Oid type, std::string_view text) {
  std::int64_t number = 0;
  switch (type) {
    case bool_type:
      return std::int64_t{text == "t" ? 1 : 0};
    case int8_type:
    case int4_type:
    case int2_type:
    case oid_type:
    case numeric_type:
      if (read_number(text, number)) return number;
      return std::string(text);
    default:
      return std::string(text);
  }
}

}  // namespace

Rows rows_of(const PGresult* result) {
  const int rows = PQntuples(result);
  const int width = PQnfields(result);
  Rows answer;
  answer.reserve(static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    std::vector<Value> columns;
    columns.reserve(static_cast<std::size_t>(width));
    for (int column = 0; column < width; ++column) {
      if (PQgetisnull(result, row, column) != 0) {
        columns.emplace_back(nullptr);
        continue;
      }
      const auto size = static_cast<std::size_t>(PQgetlength(result, row, column));
      columns.push_back(value_of(PQftype(result, column), {PQgetvalue(result, row, column), size}));
    }
    answer.emplace_back(std::move(columns));
  }
  return answer;
}

std::int64_t changed_rows_of(const PGresult* result) {
  std::int64_t changed = 0;
  read_number(PQcmdTuples(const_cast<PGresult*>(result)), changed);
  return changed;
}

bool has_written(const PGresult* result) {
  const std::string_view command = PQcmdStatus(const_cast<PGresult*>(result));
  return !command.starts_with("SELECT") && changed_rows_of(result) != 0;
}

std::string_view sqlstate_of(const PGresult* result) {
  const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return code == nullptr ? std::string_view{} : std::string_view{code};
}

PostgresqlParameters::PostgresqlParameters(std::span<const Value> values) {
  types_.reserve(values.size());
  texts_.reserve(values.size());
  numbers_.reserve(values.size());  // so that none moves
  for (const Value& value : values) {
    types_.push_back(std::holds_alternative<std::int64_t>(value) ? int8_type : Oid{0});
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      texts_.push_back(numbers_.emplace_back(std::to_string(*number)).c_str());
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (!is_text(*text)) throw Failure(FailureKind::statement, "a value is no text");
      texts_.push_back(text->c_str());
    } else {
      texts_.push_back(nullptr);
    }
  }
}

}  // namespace gatehouse::sql
