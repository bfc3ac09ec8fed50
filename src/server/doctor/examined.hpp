#pragma once

// What a doctor looks at: the settings as `serve` would take them, and the database where it can be opened.
// Nothing is changed and nothing is made.

#include <memory>
#include <optional>
#include <string>

#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/connection.hpp"
#include "platform/sql/url.hpp"
#include "server/doctor/postgresql_facts.hpp"
#include "server/options.hpp"

namespace gatehouse::server::doctor {

struct Examined {
  explicit Examined(const Loaded& loaded);

  const Settings& settings;
  const config::Resolved& resolved;
  sql::Location location;
  SystemClock clock;

  std::string unusable_file;  // why one that a server writes cannot be used; SQLite is not let near it then
  std::unique_ptr<sql::Connection> connection;  // null: there is none yet, or `unreachable` says why
  std::string unreachable;
  std::optional<migrations::Chain> chain;  // nothing: `chain_fault` says why
  std::string chain_fault;
  std::optional<crypto::MasterKey> master_key;  // nothing: there is none, or `key_fault` says why
  std::string key_fault;
  std::optional<PostgresqlFacts> postgresql;
  double hash_seconds = 0;  // that one password hash takes here

  bool is_sqlite() const { return location.dialect == sql::Dialect::sqlite; }
  /// People other than those on this machine use it, as far as the settings tell.
  bool is_public() const;
  /// Whether the database can be asked for these tables.
  bool has_tables() const;
};

}  // namespace gatehouse::server::doctor
