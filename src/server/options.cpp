#include "server/options.hpp"

#include <algorithm>
#include <thread>

#include "platform/config/binding.hpp"
#include "platform/config/mask.hpp"
#include "platform/crypto/password_hash.hpp"
#include "server/limit_options.hpp"
#include "server/mail_options.hpp"
#include "server/session_options.hpp"
#include "server/values.hpp"

namespace gatehouse::server {
namespace {

using config::bind_choice;
using config::bind_duration;
using config::bind_number;
using config::bind_size;
using config::bind_switch;
using config::bind_text;
using config::Bounds;
using config::SettingTable;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kib = 1024;
constexpr std::size_t mib = 1024 * kib;
constexpr Bounds<std::size_t> thread_bounds{0, 256};
constexpr Bounds<std::size_t> queue_bounds{1, 100'000};
constexpr Bounds<milliseconds> timeout_bounds{milliseconds{100}, hours{1}};

void declare_listeners(SettingTable& table, Settings& settings) {
  table.add({"listen", "HOST:PORT", "Where clients connect. Port 0 asks the system for one.",
             bind_address(settings.listen)});
  table.add({"admin_listen", "HOST:PORT|off",
             "Where GET /metrics answers; keep it private. The default is given up with a warning where it "
             "is busy.",
             bind_optional_address(settings.admin_listen)});
  table.add({"tls_cert", "FILE", "Certificate chain (PEM). With --tls-key the server speaks HTTPS.",
             bind_text(settings.tls_certificate)});
  table.add({"tls_key", "FILE", "Private key of the certificate (PEM).", bind_text(settings.tls_key)});
  table.add({"behind_tls_proxy", "",
             "A proxy speaks TLS before this server: do not warn of plain HTTP, and tell browsers to come "
             "back over TLS.",
             bind_switch(settings.behind_tls_proxy)});
  table.add({"trusted_proxies", "CIDR,…",
             "Whose X-Forwarded-For is believed: the addresses of the proxies before this server, and of "
             "nobody else.",
             bind_address_ranges(settings.trusted_proxies)});
}

void declare_storage(SettingTable& table, Settings& settings) {
  sql::DatabaseOptions& database = settings.database;
  table.add({"data_dir", "DIR", "Where files are kept.", bind_text(settings.data_dir, not_empty)});
  table.add({"database", "URL",
             "sqlite:PATH or postgresql://USER:PASSWORD@HOST/NAME. Flags can be seen by other users of the "
             "machine: put "
             "a URL with a password into the environment, a file that GATEHOUSE_DATABASE_FILE names, or the "
             "configuration file.",
             bind_text(database.url, database_url), config::mask_url});
  table.add({"database_pool", "N", "PostgreSQL: connections at most, for requests.",
             bind_number(database.pool, Bounds<std::size_t>{1, 1000})});
  table.add({"database_readers", "N", "SQLite: connections that read.",
             bind_number(database.readers, Bounds<std::size_t>{1, 64})});
  table.add(
      {"database_cache", "SIZE",
       "SQLite: memory for pages of the database, of all connections together. It fills as pages are met.",
       bind_size(database.cache, Bounds<std::size_t>{mib, 64 * 1024 * mib})});
  table.add({"database_wait", "DURATION", "How long a request waits for a connection, a lock or the writer.",
             bind_duration(database.wait, timeout_bounds)});
  table.add({"statement_timeout", "DURATION", "PostgreSQL: how long a statement may run.",
             bind_duration(database.statement_timeout, timeout_bounds)});
  table.add({"migrations_dir", "DIR", "Revisions beside those inside the binary, where the folder exists.",
             bind_text(settings.migrations_dir, not_empty)});
  table.add({"migrate_on_start", "", "Upgrade the database when the server starts.",
             bind_switch(settings.migrate_on_start)});
  table.add({"master_key_file", "FILE",
             "The key under which signing keys are sealed; made on first start. Servers that share a "
             "database share it.",
             bind_text(settings.master_key_file, not_empty)});
  table.add({"audit_retention", "DURATION", "How long events of the audit trail are kept; 0: for ever.",
             bind_duration(settings.audit_retention, {seconds{0}, hours{24 * 36'500}})});
}

void declare_tokens(SettingTable& table, Settings& settings) {
  table.add({"issuer", "URL", "What tokens name as their issuer: the public address of this server.",
             bind_text(settings.issuer, issuer_url)});
  table.add(
      {"public_url", "URL",
       "What links in mails begin with: how browsers reach this server. It is never taken from a request.",
       bind_text(settings.public_url, issuer_url)});
  table.add({"audience", "NAME", "What tokens name as their audience.",
             bind_text(settings.audience, audience_name)});
  table.add({"access_token_lifetime", "DURATION", "How long an access token is good.",
             bind_duration(settings.access_token_lifetime, {seconds{1}, hours{24}})});
  table.add(
      {"signing_algorithm", "ALGORITHM",
       "What tokens are signed with: ES256, EdDSA (Ed25519) or RS256 (3072 bits). Another one than that of "
       "the newest key begins a rotation.",
       bind_algorithm(settings.signing_algorithm)});
  table.add({"key_rotation", "DURATION|off", "The age at which a signing key is followed by another.",
             bind_interval(settings.key_rotation, {hours{1}, days{3650}})});
}

void declare_passwords(SettingTable& table, Settings& settings) {
  table.add(
      {"password_words", "WORD,…",
       "Words that go with this service, as its name, the company, the product: a password made of them, "
       "alone or with the names of its owner, is refused. The hosts of --issuer and --public-url always "
       "count.",
       bind_words(settings.password_words)});
}

void declare_hashing(SettingTable& table, Settings& settings) {
  HashSettings& hashing = settings.hashing;
  table.add({"hash_memory", "SIZE", "Memory of one password hash (Argon2id).",
             bind_size(hashing.memory,
                       Bounds<std::size_t>{7 * mib, crypto::dearest_password_hash.memory_kib * 1024})});
  table.add({"hash_iterations", "N", "Passes of one password hash over its memory.",
             bind_number(hashing.iterations,
                         Bounds<unsigned>{1, static_cast<unsigned>(crypto::dearest_password_hash.passes)})});
  table.add({"hash_threads", "N", "Password hashes at once; 0: as many as cores, or as memory allows.",
             bind_number(hashing.threads, thread_bounds)});
  table.add({"hash_queue", "N", "Requests that may wait for a password hash; more are answered 503.",
             bind_number(hashing.queue, queue_bounds)});
}

void declare_work(SettingTable& table, Settings& settings) {
  table.add({"data_threads", "N",
             "Requests at once that use the database; 0: 8, or with PostgreSQL two for each connection.",
             bind_number(settings.data_threads, thread_bounds)});
  table.add({"data_queue", "N", "Requests that may wait for the database; more are answered 503.",
             bind_number(settings.data_queue, queue_bounds)});
  table.add({"queue_deadline", "DURATION",
             "A request that waited longer than this in a queue is answered 503.",
             bind_duration(settings.queue_deadline, timeout_bounds)});
  table.add({"http_threads", "N", "Threads that serve connections; 0: as many as cores.",
             bind_number(settings.http_threads, thread_bounds)});
  table.add({"stop_drain", "DURATION",
             "How long a server that is told to stop serves on, with /readyz answering 503.",
             bind_duration(settings.stop_drain, {milliseconds{0}, hours{1}})});
  table.add({"stop_grace", "DURATION",
             "How long requests under way may take once the server is told to stop.",
             bind_duration(settings.stop_grace, {milliseconds{0}, hours{1}})});
}

void declare_limits(SettingTable& table, http::Limits& limits) {
  table.add({"header_timeout", "DURATION", "For the head of a request, and for a TLS handshake.",
             bind_duration(limits.header_timeout, timeout_bounds)});
  table.add({"body_timeout", "DURATION", "For the body of a request.",
             bind_duration(limits.body_timeout, timeout_bounds)});
  table.add({"write_timeout", "DURATION", "For a client that does not read its reply.",
             bind_duration(limits.write_timeout, timeout_bounds)});
  table.add({"idle_timeout", "DURATION", "For a kept connection between two requests.",
             bind_duration(limits.idle_timeout, timeout_bounds)});
  table.add({"max_connections", "N", "Connections at once; more are answered 503.",
             bind_number(limits.max_connections, Bounds<std::size_t>{1, 1'000'000})});
  table.add({"max_header", "SIZE", "Of the head of a request.",
             bind_size(limits.max_header_bytes, Bounds<std::size_t>{kib, mib})});
  table.add({"max_body", "SIZE", "Of the body of a request.",
             bind_size(limits.max_body_bytes, Bounds<std::size_t>{kib, 16 * mib})});
}

/// What does not go together.
std::vector<std::string> conflicts(const Settings& settings, const config::Resolved& resolved,
                                   std::uint64_t memory) {
  std::vector<std::string> found;
  if (settings.tls_certificate.empty() != settings.tls_key.empty()) {
    found.emplace_back("--tls-cert and --tls-key: give both or none");
  }
  if (!is_strong_enough(settings.hashing)) {
    found.emplace_back(
        "--hash-memory and --hash-iterations: weaker than OWASP's least for Argon2id, one of 46MiB with 1 "
        "iteration, "
        "19MiB with 2, 12MiB with 3, 9MiB with 4, 7MiB with 5");
  }
  if (settings.hashing.threads > fitting_threads(settings.hashing, settings.hashing.threads, memory)) {
    found.emplace_back(
        "--hash-memory and --hash-threads: so many hashes at once do not fit into the memory there is");
  }
  std::ranges::move(limit_conflicts(settings), std::back_inserter(found));
  std::ranges::move(session_conflicts(settings, resolved), std::back_inserter(found));
  std::ranges::move(mail_conflicts(settings.mail), std::back_inserter(found));
  return found;
}

}  // namespace

config::SettingTable declare(Settings& settings) {
  SettingTable table;
  table.add({"config",
             "FILE",
             "TOML file of settings; the last name in brackets is the key there.",
             bind_text(settings.config_file),
             {},
             false});
  declare_listeners(table, settings);
  declare_storage(table, settings);
  declare_tokens(table, settings);
  declare_passwords(table, settings);
  declare_sessions(table, settings.sessions);
  declare_mail(table, settings.mail);
  table.add({"log_level", "LEVEL", "The least that is logged: debug, info, warn or error.",
             bind_choice(settings.log_level, {{"debug", log::Level::debug},
                                              {"info", log::Level::info},
                                              {"warn", log::Level::warn},
                                              {"error", log::Level::error}})});
  declare_hashing(table, settings);
  declare_work(table, settings);
  declare_limits(table, settings.limits);
  declare_attempt_limits(table, settings.attempt_limits);
  return table;
}

void Loaded::load(std::vector<config::Given> flags, std::vector<std::string> variables,
                  std::uint64_t memory) {
  resolved = config::resolve(table, {std::move(flags), std::move(variables), "config"});
  settings.admin_listen_is_default = resolved.value("admin_listen").origin.source == config::Source::fallback;
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  HashSettings& hashing = settings.hashing;
  if (hashing.threads == 0) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    hashing.threads = std::max<std::size_t>(1, fitting_threads(hashing, cores, memory));
  }
  if (settings.data_threads == 0) settings.data_threads = fitting_data_threads(settings.database);
  // Values that were refused left defaults behind; whether those go together says nothing.
  if (resolved.complaints.empty()) resolved.complaints = conflicts(settings, resolved, memory);
}

bool exposes_plain_http(const Settings& settings) {
  return settings.tls_certificate.empty() && !settings.behind_tls_proxy &&
         !http::is_loopback(settings.listen);
}

}  // namespace gatehouse::server
