#pragma once

// One way to write an SQL expression. PostgreSQL tells a predicate back with parentheses and casts of its own
// (`(status = ANY (ARRAY['a'::text]))`), SQLite as it was typed; brought to this form, what means the same
// reads the same.

#include <string>
#include <string_view>

#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

/// Keywords in upper case, names in lower case, no cast, no parenthesis that does not matter. What is beyond
/// the grammar of comparisons, arithmetic and calls comes back with its spaces evened out and nothing else
/// changed.
std::string canonical_expression(std::string_view expression, sql::Dialect dialect);

}  // namespace gatehouse::migrations
