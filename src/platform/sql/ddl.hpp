#pragma once

// The parts that DDL is put together from, in both dialects. Every constraint has a name and every identifier
// is quoted, so that what a database says of itself can be compared with what was declared, byte for byte.

#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::sql {

/// `"name"`.
std::string quoted(std::string_view identifier);
/// `"a", "b"`.
std::string quoted_list(const std::vector<std::string>& identifiers);
/// `'it''s'`.
std::string literal(std::string_view text);

/// A string or a number, which means the same in both dialects.
bool is_literal(std::string_view expression);

std::string_view type_name(Dialect dialect, ColumnType type);

/// The type of the column as the dialect writes it, a foreign one with its collation.
std::string column_type(Dialect dialect, const Column& column);
bool have_same_type(const Column& a, const Column& b);
/// What stands behind `DEFAULT`. The column must have one.
std::string fallback_definition(Dialect dialect, const Column& column);

/// The columns of the primary key: the identity, or what the table names as its key.
std::vector<std::string> key_columns(const Table& table);
std::string key_name(const Table& table);
const Column* find_column(const Table& table, std::string_view name);

/// `"nickname" TEXT NOT NULL`; an identity is the primary key as well.
std::string column_definition(Dialect dialect, const Table& table, const Column& column);
/// `"nickname" TEXT NOT NULL` without what makes an identity.
std::string plain_definition(Dialect dialect, const Column& column);
std::string key_definition(const Table& table);
std::string unique_definition(const Unique& unique);
std::string check_definition(const Check& check);
std::string foreign_key_definition(const ForeignKey& key);

/// `CREATE TABLE` with every constraint in it, under another name where `name` says so. SQLite's tables are
/// STRICT: a value of the wrong kind is refused there as PostgreSQL refuses it.
std::string create_table(Dialect dialect, const Table& table, std::string_view name);
std::string create_index(const Table& table, const Index& index);

/// Tables in an order in which each stands after those it points to; what is in a circle keeps its place.
std::vector<Table> in_order_of_reference(const std::vector<Table>& tables);

}  // namespace gatehouse::sql
