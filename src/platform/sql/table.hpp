#pragma once

// A table as the code declares it. Repositories are written against these, `gatehouse db migrate` compares
// them with the database, and tests create them; so the declaration is the schema's one document.

#include <optional>
#include <string>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

enum class ColumnType { integer, text };  // BIGINT / INTEGER, TEXT

/// What a database says of a column and no declaration can, as that database writes it. Two columns differ in
/// it except for `fallback`, which is only another spelling.
struct Foreign {
  Dialect dialect = Dialect::sqlite;
  std::optional<std::string> type{};  // another type: `character varying(10)`, `integer`
  std::string collation{};            // `"C"`, `NOCASE`; empty: the usual one
  std::string generated{};            // `GENERATED ALWAYS AS (…) STORED`
  bool by_default = false;            // an identity that lets a value be given
  std::string fallback{};             // a default that is no literal: `now()`

  bool is_of_type() const { return type || !collation.empty(); }
  friend bool operator==(const Foreign& a, const Foreign& b) {
    return a.type == b.type && a.collation == b.collation && a.generated == b.generated &&
           a.by_default == b.by_default;
  }
};

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  bool nullable = false;
  std::optional<std::string> fallback{};  // DEFAULT, as an SQL literal: "0", "'en'"
  bool identity = false;  // given by the database, never twice (AUTOINCREMENT, IDENTITY); the primary key
  Foreign foreign{};      // never declared

  friend bool operator==(const Column&, const Column&) = default;
};

struct Unique {
  std::string name;
  std::vector<std::string> columns;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct Index {
  std::string name;
  std::vector<std::string> columns;
  bool unique = false;
  std::string where{};  // a partial index, as SQL; empty: all rows

  friend bool operator==(const Index&, const Index&) = default;
};

enum class OnDelete { restrict_, cascade, set_null };

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> references;
  OnDelete on_delete = OnDelete::restrict_;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

/// `CHECK (…)` or another constraint that is found in a database, and never declared.
struct Check {
  std::string name;  // empty: it has none (SQLite)
  std::string definition;
  Dialect dialect = Dialect::sqlite;

  friend bool operator==(const Check&, const Check&) = default;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> primary_key{};  // where no column is an identity
  std::vector<Unique> uniques{};
  std::vector<Index> indexes{};
  std::vector<ForeignKey> foreign_keys{};
  std::vector<Check> checks{};
  std::optional<std::string> sqlite_options{};  // where they are other than `STRICT`

  friend bool operator==(const Table&, const Table&) = default;
};

inline Column identity(std::string name) { return {std::move(name), ColumnType::integer, false, {}, true}; }
inline Column integer(std::string name) { return {std::move(name), ColumnType::integer}; }
inline Column text(std::string name) { return {std::move(name), ColumnType::text}; }
inline Column optional_integer(std::string name) { return {std::move(name), ColumnType::integer, true}; }
inline Column optional_text(std::string name) { return {std::move(name), ColumnType::text, true}; }

/// The statements that make the tables in an empty database, in order.
std::vector<std::string> create_statements(Dialect dialect, const std::vector<Table>& tables);

}  // namespace gatehouse::sql
