#pragma once

// The audit trail of a running server: where it is recorded, chained, and let go after its time.

#include "kernel/clock.hpp"
#include "platform/audit/chainer.hpp"
#include "platform/audit/retention.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

class AuditKeeping {
 public:
  AuditKeeping(sql::Database& database, const crypto::MasterKey& master_key, const Clock& clock,
               std::chrono::seconds retention)
      : key_(master_key.derive(crypto::KeyUse::audit_trail)),
        trail_(database, key_, clock),
        chainer_(database, key_, clock),
        retention_(database, key_, retention) {}

  AuditTrail& trail() { return trail_; }

  void start() { chainer_.start(); }
  /// After everything that records.
  void stop() { chainer_.stop(); }
  void sweep(Time now) { retention_(now); }
  void measure(metrics::Registry& registry) const;

 private:
  audit::ChainKey key_;
  audit::SqlAuditTrail trail_;
  audit::Chainer chainer_;
  audit::Retention retention_;
};

}  // namespace gatehouse::server
