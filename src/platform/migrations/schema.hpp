#pragma once

// Tables in the one form in which a declared one and one read back from a database are equal where they mean
// the same.

#include <string_view>
#include <vector>

#include "platform/sql/table.hpp"

namespace gatehouse::migrations {

using Schema = std::vector<sql::Table>;

/// Where the applied revisions are listed. It belongs to this room and is no part of a schema that is
/// compared.
inline constexpr std::string_view ledger_table = "schema_revisions";

/// Expressions and defaults in canonical form, key columns never null, no second constraint for the key,
/// constraints in order of their names; columns and tables stay as they stand. `dialect`: in which the
/// expressions are written.
Schema normalised(Schema schema, sql::Dialect dialect);

const sql::Table* find_table(const Schema& schema, std::string_view name);

}  // namespace gatehouse::migrations
