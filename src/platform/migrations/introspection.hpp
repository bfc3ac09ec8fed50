#pragma once

// The tables that a live database has, in the form in which they are declared: what `gatehouse db migrate`
// and `db check` compare. What was made from a declaration comes back equal to it, the names of its
// constraints included.

#include "platform/migrations/schema.hpp"

namespace gatehouse::migrations {

/// Normalised, in order of names, without the list of revisions and without what the database keeps for
/// itself. PostgreSQL: the tables of the current schema.
Schema read_schema(sql::Connection& connection);

Schema read_sqlite_schema(sql::Connection& connection);
Schema read_postgresql_schema(sql::Connection& connection);

}  // namespace gatehouse::migrations
