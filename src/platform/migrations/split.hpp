#pragma once

// The statements of an SQL text. A semicolon ends one only where it stands outside of quotes, comments,
// dollar quotes and the body of a trigger.

#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

/// Without their semicolons and without what stands around them. Throws `Refused` where a quote is left open.
std::vector<std::string> split_statements(std::string_view sql, sql::Dialect dialect);

/// Whether a statement begins or ends a transaction: a revision has one of its own.
bool controls_transaction(std::string_view statement, sql::Dialect dialect);

}  // namespace gatehouse::migrations
