#pragma once

// An audit trail on a database of its own, and the hand of somebody who can write to that.

#include <optional>
#include <string>
#include <vector>

#include "platform/audit/chainer.hpp"
#include "platform/audit/rows.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/audit/tables.hpp"
#include "platform/audit/verify.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::testing {

struct KeptTrail {
  explicit KeptTrail(sql::Dialect dialect) : database(dialect, audit::tables()) {}

  void record(std::int64_t user = 17) {
    trail.record({.what = "sign_in",
                  .user = UserId{user},
                  .origin = {.address = "203.0.113.9", .request_id = "r-1"},
                  .session = "s-1"});
    clock.advance(std::chrono::seconds{1});
  }

  /// So many, in one transaction: a wait for the disk is no part of a test.
  void record_many(int count) {
    database->write([&](sql::Connection&) {
      for (int i = 0; i < count; ++i) record();
      return true;
    });
  }

  /// So many events, in the chain.
  void chained(int count) {
    record_many(count);
    chainer.chain();
  }

  void by_hand(const std::string& statement) {
    database->write([&](sql::Connection& connection) {
      connection.run(statement);
      return true;
    });
  }

  std::vector<audit::Event> events() {
    return database->read(
        [](sql::Connection& connection) { return audit::chained_after(connection, 0, 100'000); });
  }
  audit::Marks marks() {
    return database->read([&](sql::Connection& connection) { return audit::require_marks(connection, key); });
  }

  audit::Verification verification(const std::optional<audit::Mark>& witness = std::nullopt) {
    return audit::verify(*database, key, clock.now(), witness);
  }
  /// "position 3, id 3: was changed or moved"; "intact" where nothing is wrong.
  std::string verdict(const std::optional<audit::Mark>& witness = std::nullopt) {
    const auto breach = verification(witness).breach;
    if (!breach) return "intact";
    std::string text = breach->position ? "position " + std::to_string(*breach->position) + ", " : "";
    text += breach->id ? "id " + std::to_string(*breach->id) + ", " : "";
    return text + breach->what;
  }

  FreshDatabase database;
  ManualClock clock;
  audit::ChainKey key{crypto::SecretBytes(std::string(32, 'k'))};
  audit::SqlAuditTrail trail{*database, key, clock};
  audit::Chainer chainer{*database, key, clock};
};

}  // namespace gatehouse::testing
