#pragma once

// Everything of a running server, put together in the order in which it depends on each other, and taken down
// in the opposite one.

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/http/lane.hpp"
#include "platform/http/router.hpp"
#include "platform/http/server.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/relay.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/server_lock.hpp"
#include "server/options.hpp"
#include "server/stop_signals.hpp"
#include "server/wiring/audit_keeping.hpp"
#include "server/wiring/auth_context.hpp"
#include "server/wiring/key_context.hpp"
#include "server/wiring/limiting.hpp"
#include "server/wiring/mailing.hpp"
#include "server/wiring/revocation.hpp"
#include "server/wiring/session_store.hpp"
#include "server/wiring/sweeper.hpp"
#include "server/wiring/user_context.hpp"
#include "server/wiring/writer_lane.hpp"

namespace gatehouse::server {

class Application {
 public:
  /// Opens the database and brings it to the head. Throws with a sentence for the operator, or `StartEnded`.
  Application(const Settings& settings, const StopSignals& signals);

  /// Listens, and says so in the log.
  void start();
  /// Serves on for the time that proxies need to turn away, and tells them to.
  void drain();
  /// Ends what is in flight within the grace. False where something had to be cut off.
  bool stop();
  void reload_tls();
  /// Each thread that serves connections has run something within that time.
  bool is_responsive(std::chrono::milliseconds patience) const;

 private:
  void declare_endpoints();
  void measure();
  void start_admin();

  const Settings& settings_;
  SystemClock clock_;
  metrics::Registry metrics_;
  migrations::Chain chain_;
  crypto::MasterKey master_key_;
  sql::ServerLock server_lock_;
  std::unique_ptr<sql::Database> database_;
  messaging::Outbox outbox_;
  std::shared_ptr<messaging::HandOver> hand_over_;
  Mailing mailing_;
  AuditKeeping audit_;

  Revocation revocation_;
  SessionStore session_store_;
  Limiting limiting_;
  UserContext users_;
  KeyContext keys_;
  AuthContext auth_;
  messaging::Relay relay_;  // its thread calls the contexts, so it ends before them
  Sweeper sweeper_;

  std::atomic<bool> leaving_{false};
  http::Router public_router_;  // outlives the lanes, whose last jobs use it
  http::Router admin_router_;
  http::Lane data_lane_;
  http::Lane hashing_lane_;
  WriterLane writer_lane_;
  http::Server public_server_;
  std::optional<http::Server> admin_server_;
};

}  // namespace gatehouse::server
