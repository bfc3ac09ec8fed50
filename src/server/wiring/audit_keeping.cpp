#include "server/wiring/audit_keeping.hpp"

namespace gatehouse::server {

void AuditKeeping::measure(metrics::Registry& registry) const {
  registry.gauge("gatehouse_audit_chain_broken",
                 "1 while the end of the audit trail is not what was left there",
                 [this] { return chainer_.broken() ? 1.0 : 0.0; });
}

}  // namespace gatehouse::server
