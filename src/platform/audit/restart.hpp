#pragma once

// For an operator who has looked into a broken chain and kept a copy of it: takes the events as they are now
// for good, and lets the chain begin anew over them.

#include "platform/audit/chain_key.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::audit {

/// For how many events. The trail itself says that this was done.
std::int64_t restart(sql::Database& database, const ChainKey& key, SqlAuditTrail& trail);

}  // namespace gatehouse::audit
