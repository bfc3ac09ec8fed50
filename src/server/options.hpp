#pragma once

// Every option of the program, and the value of each when nobody says otherwise. A member here and its
// declaration in options.cpp are all that a new option needs.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/domain/limits.hpp"
#include "auth/domain/session.hpp"
#include "platform/config/resolve.hpp"
#include "platform/config/setting.hpp"
#include "platform/crypto/signing_key.hpp"
#include "platform/http/address.hpp"
#include "platform/http/ip_address.hpp"
#include "platform/http/limits.hpp"
#include "platform/log/log.hpp"
#include "platform/sql/database.hpp"
#include "server/mail_options.hpp"
#include "server/memory_limit.hpp"

namespace gatehouse::server {

struct HashSettings {
  std::size_t memory = std::size_t{19} * 1024 * 1024;  // bytes of one hash
  unsigned iterations = 2;
  std::size_t threads = 0;   // hashes at once; 0, until loaded: as many as cores, or as memory allows
  std::size_t queue = 1024;  // requests that may wait for one
};

struct Settings {
  http::ListenAddress listen{"127.0.0.1", 8080};
  std::optional<http::ListenAddress> admin_listen{{"127.0.0.1", 9090}};
  /// Nobody chose the address of the admin listener: where it is busy, the server starts without one.
  bool admin_listen_is_default = true;
  std::string tls_certificate;  // PEM files; both or none
  std::string tls_key;
  bool behind_tls_proxy = false;
  std::vector<http::AddressRange> trusted_proxies;

  std::string data_dir = "./data";
  sql::DatabaseOptions database{.url = "sqlite:<data_dir>/gatehouse.db"};
  std::string migrations_dir = "migrations";
  bool migrate_on_start = true;
  std::string master_key_file = "<data_dir>/master.key";

  std::chrono::seconds audit_retention{365 * 24 * 3600};  // 0: for ever

  std::string issuer = "http://localhost:8080";
  std::string audience = "gatehouse";
  std::string public_url = "<issuer>";  // without a slash at its end, once loaded
  std::chrono::seconds access_token_lifetime{15 * 60};
  auth::SessionPolicy sessions;
  crypto::SigningAlgorithm signing_algorithm = crypto::SigningAlgorithm::es256;
  std::optional<std::chrono::seconds> key_rotation = std::chrono::days{90};  // nothing: never

  std::vector<std::string> password_words;  // of this service; no password is made of them

  MailSettings mail;

  log::Level log_level = log::Level::info;

  HashSettings hashing;
  std::size_t data_threads = 0;  // 0, until loaded: as fits the database
  std::size_t data_queue = 1024;
  std::chrono::milliseconds queue_deadline{5'000};  // a request that waited longer for its thread is refused

  std::size_t http_threads = 0;  // 0: as many as cores
  http::Limits limits;
  auth::Limits attempt_limits;  // how often something may be tried
  std::chrono::milliseconds stop_drain{0};
  std::chrono::milliseconds stop_grace{10'000};

  std::string config_file;
};

/// The declarations, bound to `settings`, which must stay where it is.
config::SettingTable declare(Settings& settings);

struct Loaded {
  Settings settings{};
  config::SettingTable table{};
  config::Resolved resolved{};

  Loaded() : table(declare(settings)) {}
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  /// Complaints, also of values that do not go together, are in `resolved`. `memory`: bytes that the program
  /// may use.
  void load(std::vector<config::Given> flags, std::vector<std::string> variables,
            std::uint64_t memory = memory_limit());
};

/// Passwords and tokens would cross a network in the clear, as far as this program can see.
bool exposes_plain_http(const Settings& settings);

}  // namespace gatehouse::server
