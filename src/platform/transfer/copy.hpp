#pragma once

// Carries the rows of tables from one database into another, between SQLite and PostgreSQL as well, with the
// numbers that identities go on from.

#include <string>
#include <vector>

#include "kernel/function_ref.hpp"
#include "platform/sql/connection.hpp"
#include "platform/sql/table.hpp"
#include "platform/transfer/content.hpp"

namespace gatehouse::transfer {

/// Told now and then how far a table has come.
using Progress = FunctionRef<void(const std::string& table, std::int64_t rows)>;

/// What was read of each table, which `contents` of the other side must equal. `tables` have the same
/// columns on both sides; `to` stands in a transaction and holds no row of them. Throws `sql::Failure`.
Contents copy(sql::Connection& from, sql::Connection& to, const std::vector<sql::Table>& tables,
              Progress progress);

/// What the tables hold. The connection stands in one snapshot.
Contents contents(sql::Connection& connection, const std::vector<sql::Table>& tables);

/// Whether a table has a row.
bool holds_rows(sql::Connection& connection, const sql::Table& table);

/// The first of `read` that `written` has not alike, in words; empty where there is none.
std::string difference(const Contents& read, const Contents& written);

}  // namespace gatehouse::transfer
