#pragma once

// Which revisions a database has: one row of `schema_revisions` for each, with the checksum that its file
// had.

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/migrations/revision.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

struct Applied {
  std::string revision;
  std::string checksum;
};

/// In order; none where there is no such table.
std::vector<Applied> applied_revisions(sql::Connection& connection);

/// The statements as they stand, for both databases, so that `--sql` prints what is run.
std::string create_ledger();
std::string record(const Revision& revision, Time applied_at);
std::string forget(const Revision& revision);
std::string forget_all();

}  // namespace gatehouse::migrations
