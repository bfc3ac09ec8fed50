#pragma once

// The next revision, written by comparing what the code declares with what the database has.

#include <string>

#include "kernel/clock.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/migrations/difference.hpp"
#include "platform/migrations/revision_writer.hpp"

namespace gatehouse::migrations {

/// From the database to the declaration. `schema`: as `read_schema` found it.
Difference difference_to_declared(const Schema& schema, const std::vector<sql::Table>& declared);

/// A revision after the head without statements.
Draft empty_draft(const Chain& chain, std::string message, Time now);

/// A revision after the head that closes the difference, up and down, for both databases.
Draft closing_draft(const Chain& chain, const Schema& schema, const std::vector<sql::Table>& declared,
                    std::string message, Time now);

}  // namespace gatehouse::migrations
