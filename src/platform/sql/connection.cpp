#include "platform/sql/connection.hpp"

#include "platform/sql/failure.hpp"

namespace gatehouse::sql {
namespace {

const Value& at(const std::vector<Value>& columns, std::size_t column) {
  if (column >= columns.size()) {
    throw Failure(FailureKind::statement, "a row has no column " + std::to_string(column));
  }
  return columns[column];
}

template <class T>
const T& exactly(const std::vector<Value>& columns, std::size_t column, const char* kind) {
  const T* value = std::get_if<T>(&at(columns, column));
  if (value == nullptr) {
    throw Failure(FailureKind::damaged, "column " + std::to_string(column) + " of a row holds no " + kind);
  }
  return *value;
}

bool is_null(const std::vector<Value>& columns, std::size_t column) {
  return std::holds_alternative<std::nullptr_t>(at(columns, column));
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const {
  return exactly<std::int64_t>(columns_, column, "whole number");
}

const std::string& Row::text(std::size_t column) const {
  return exactly<std::string>(columns_, column, "text");
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  if (is_null(columns_, column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
  if (is_null(columns_, column)) return std::nullopt;
  return text(column);
}

}  // namespace gatehouse::sql
