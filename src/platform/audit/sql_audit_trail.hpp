#pragma once

// Writes down what happened, in the transaction in which it happened: neither is there without the other. The
// place in the chain is given later, by the chainer, so that those who record need not wait for each other.

#include "kernel/audit.hpp"
#include "kernel/clock.hpp"
#include "platform/audit/chain_key.hpp"
#include "platform/audit/limited_events.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::audit {

/// Thread-safe.
class SqlAuditTrail final : public AuditTrail {
 public:
  SqlAuditTrail(sql::Database& database, const ChainKey& key, const Clock& clock)
      : database_(database), key_(key), clock_(clock) {}

  void record(const AuditEvent& event) override;

 private:
  sql::Database& database_;
  const ChainKey& key_;
  const Clock& clock_;
  LimitedEvents limited_;
};

}  // namespace gatehouse::audit
