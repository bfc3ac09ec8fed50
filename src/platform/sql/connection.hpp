#pragma once

// One way to speak SQL to both databases: statements with numbered parameters (`$1`, `$2`), prepared once for
// each connection and kept. Statements are written so that SQLite and PostgreSQL take the same text; where
// they cannot, the difference lives in this room.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::sql {

enum class Dialect { sqlite, postgresql };

/// What a column holds here: nothing, a whole number (BIGINT), or text (UTF-8 without NUL).
using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

inline Value nullable(const std::optional<std::string>& text) { return text ? Value{*text} : Value{nullptr}; }
inline Value nullable(const std::optional<std::int64_t>& number) {
  return number ? Value{*number} : Value{nullptr};
}

/// One row of an answer. A column of another kind than asked for is a damaged row and throws `Failure`.
class Row {
 public:
  explicit Row(std::vector<Value> columns) : columns_(std::move(columns)) {}

  std::int64_t integer(std::size_t column) const;
  const std::string& text(std::size_t column) const;
  std::optional<std::int64_t> optional_integer(std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t column) const;
  const std::vector<Value>& columns() const { return columns_; }

 private:
  std::vector<Value> columns_;
};

using Rows = std::vector<Row>;

/// A connection in the hands of one thread. Throws `Failure` (failure.hpp); what is only "not now" throws
/// `Unavailable`.
class Connection {
 public:
  virtual ~Connection() = default;

  virtual Dialect dialect() const = 0;

  /// Runs one statement and returns its rows. `sql` must be a literal or otherwise one of a bounded set: it
  /// is cached.
  virtual Rows query(std::string_view sql, std::span<const Value> values) = 0;

  /// Runs one statement and returns how many rows it changed.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;

  /// Runs one statement of a write whose answer nobody waits for: it may be sent only with the next one, or
  /// with the commit, which then fail with what it failed with.
  virtual void execute_later(std::string_view sql, std::span<const Value> values) { execute(sql, values); }

  /// Runs one statement as it stands, uncached and without parameters: for migrations.
  virtual void run(std::string_view statement) = 0;

  /// The commit of the transaction that this stands in calls the listener of `Database::on_commit`.
  virtual void announce() = 0;

  /// Waits for the lock of that name and holds it until the transaction ends; the next statement sees what
  /// its last holder has committed. With SQLite there is nothing to wait for: writes come one after another.
  virtual void lock(std::string_view name) = 0;

  Rows query(std::string_view sql, std::initializer_list<Value> values = {}) {
    return query(sql, std::span<const Value>(values.begin(), values.size()));
  }
  std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) {
    return execute(sql, std::span<const Value>(values.begin(), values.size()));
  }
  void execute_later(std::string_view sql, std::initializer_list<Value> values = {}) {
    execute_later(sql, std::span<const Value>(values.begin(), values.size()));
  }
};

}  // namespace gatehouse::sql
