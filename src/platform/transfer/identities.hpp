#pragma once

// The numbers that a database gives by itself: the last one that was given, which may be higher than any row
// that is left, and setting it, so that no number is given twice.

#include <cstdint>

#include "platform/sql/connection.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::transfer {

/// The column that the database numbers; null where there is none.
const sql::Column* identity_of(const sql::Table& table);

/// 0: none yet. The table has an identity.
std::int64_t last_given(sql::Connection& connection, const sql::Table& table);

/// The next one is `last` + 1.
void set_last_given(sql::Connection& connection, const sql::Table& table, std::int64_t last);

}  // namespace gatehouse::transfer
