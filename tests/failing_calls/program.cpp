#include "tests/failing_calls/program.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "auth/adapters/keyed_client_secrets.hpp"
#include "auth/adapters/sql_clients.hpp"
#include "auth/app/register_client.hpp"
#include "platform/log/log.hpp"
#include "server/tables.hpp"
#include "server/wiring/service_words.hpp"

namespace gatehouse::testing {
namespace {

using namespace std::chrono_literals;

server::Settings settings_in(const std::filesystem::path& folder, const std::string& url) {
  server::Settings settings;
  settings.data_dir = folder.string();
  settings.database = patient(url);
  settings.master_key_file = (folder / "key/master.key").string();
  settings.public_url = settings.issuer;
  return settings;
}

std::optional<std::chrono::milliseconds> oldest_view(sql::Dialect dialect) {
  if (dialect == sql::Dialect::sqlite) return std::nullopt;
  return auth::adapters::Revocations::oldest_shared_view;
}

auth::TokenPolicy tokens(const server::Settings& settings) {
  return {settings.issuer, settings.audience, settings.access_token_lifetime};
}

/// Cheap: none of these hashes has to withstand anybody.
crypto::PasswordHashOptions hashes() { return {.cost = {.memory_kib = 64, .passes = 1}, .slots = 1}; }

bool is_id(const std::string& column) {
  return column == "id" || column.ends_with("_id") || column == "position" || column == "generation";
}

/// As it is for anybody: no number that the database gave, no name of a person, nothing random.
std::string masked_value(const std::string& column, const sql::Value& value, std::int64_t now) {
  constexpr std::int64_t surely_a_time = 1'000'000'000;
  constexpr std::size_t surely_random = 20;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (is_id(column)) return "#";
    if (*number > surely_a_time) return *number == now ? "now" : *number > now ? "later" : "earlier";
    return std::to_string(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (text->size() >= surely_random) return "<text>";
    std::string plain;
    for (const char c : *text) {
      const bool digit = c >= '0' && c <= '9';
      if (!digit || !plain.ends_with('9')) plain += digit ? '9' : c;
    }
    return plain;
  }
  return "null";
}

/// What was counted stays counted whatever becomes of the request: a limit that a failure undoes is none.
bool is_count(const sql::Table& table, const sql::Row& row) {
  return table.name == "password_resets" && row.text(0).starts_with("decoy-");
}
bool is_count(const sql::Table& table, std::size_t column) {
  return table.name != "outbox" && table.columns[column].name == "attempts";
}

std::string plain_value(const sql::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "null";
}

std::string base64(const std::string& text) {
  std::string encoded(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(text.data()),
                    text.size(), sodium_base64_VARIANT_ORIGINAL);
  encoded.pop_back();  // the NUL
  return encoded;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "gatehouse-failing-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

CaughtLog::CaughtLog()
    : file_(::memfd_create("log", MFD_CLOEXEC)), full_(::open("/dev/full", O_WRONLY | O_CLOEXEC)) {
  if (file_ < 0 || full_ < 0) throw std::runtime_error("no file for the log");
  refuse(false);
}

CaughtLog::~CaughtLog() {
  log::to_descriptor(STDOUT_FILENO);
  ::close(file_);
  ::close(full_);
}

void CaughtLog::refuse(bool refused) { log::to_descriptor(refused ? full_ : file_); }

std::vector<std::string> CaughtLog::lines(const std::vector<std::string>& words) const {
  std::string all(static_cast<std::size_t>(::lseek(file_, 0, SEEK_CUR)), '\0');
  all.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::pread(file_, all.data(), all.size(), 0))));
  std::vector<std::string> found;
  std::istringstream text(all);
  for (std::string line; std::getline(text, line);) {
    const bool has_all = std::ranges::all_of(
        words, [&](const std::string& word) { return line.find(word) != std::string::npos; });
    if (has_all) found.push_back(line);
  }
  return found;
}

Program::Program(sql::Dialect dialect)
    : fresh_(dialect, server::all_tables()),
      settings_(settings_in(folder_.path(), fresh_.url())),
      master_key_(crypto::MasterKey::open(folder_.path() / "key/master.key")),
      mailing_(settings_.mail, failing_, *hand_over_, master_key_, clock_),
      audit_(failing_, master_key_, clock_, settings_.audit_retention),
      revocations_(clock_, oldest_view(dialect)),
      session_store_(failing_, revocations_, clock_, tokens(settings_)),
      limiting_(failing_, master_key_, settings_.attempt_limits, clock_),
      users_(failing_, outbox_, clock_, audit_.trail(), limiting_, session_store_.end_sessions(), master_key_,
             hashes(), server::service_words(settings_)),
      keys_(failing_, master_key_, audit_.trail(), clock_, {.rotation = 24h * 90, .token_lifetime = 900s}),
      auth_(failing_, outbox_, mailing_, clock_, audit_.trail(), users_.questions(), users_.recovery(),
            settings_.public_url, limiting_, master_key_, keys_.keys(), session_store_, tokens(settings_),
            settings_.sessions, revocations_),
      router_(&auth_.authenticator()) {
  poll_.load();
  users_.serve(router_);
  auth_.serve(router_);
}

http::Reply Program::ask(const Ask& ask) {
  poll_.look();
  http::Request request{.method = ask.method, .path = ask.path, .body = ask.body, .request_id = "r"};
  request.peer = "192.0.2.1";
  const bool form = ask.path.starts_with("/oauth/");
  if (!ask.body.empty()) {
    request.headers.emplace_back("content-type",
                                 form ? "application/x-www-form-urlencoded" : "application/json");
  }
  if (!ask.token.empty()) request.headers.emplace_back("authorization", "Bearer " + ask.token);
  if (!ask.basic.empty()) request.headers.emplace_back("authorization", "Basic " + ask.basic);
  http::Request head = request;
  head.body.clear();
  const http::Match match = router_.match(head);
  head.body = request.body;
  return match.run(head);
}

void Program::deliver(FailurePlan* plan, std::chrono::milliseconds patience) {
  FailingDatabase own(*fresh_);
  own.arm(plan);
  messaging::Relay relay(own, clock_, {.idle_poll = 2ms}, hand_over_);
  auth_.listen(relay);
  relay.start();
  const auto end = std::chrono::steady_clock::now() + patience;
  while (is_mail_waiting()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("an event is never delivered");
    if (plan != nullptr && plan->failed()) own.arm(nullptr);
    clock_.advance(1s);
    relay.wake();
    std::this_thread::sleep_for(2ms);
  }
  relay.stop();
}

std::int64_t Program::keys_of_age(std::chrono::milliseconds age) {
  return fresh_->read([&](sql::Connection& c) {
    return c
        .query("SELECT count(*) FROM signing_keys WHERE created_at >= $1", {to_millis(clock_.now() - age)})
        .front()
        .integer(0);
  });
}

bool Program::is_mail_waiting() const {
  return fresh_->read([](sql::Connection& c) {
    return c.query("SELECT count(*) FROM outbox WHERE delivered_at IS NULL OR payload <> ''")
               .front()
               .integer(0) > 0;
  });
}

std::vector<std::string> Program::rows(const sql::Table& table, bool masked) {
  std::string columns;
  for (const auto& column : table.columns) columns += (columns.empty() ? "\"" : ", \"") + column.name + '"';
  std::vector<std::string> all;
  const std::int64_t now = to_millis(clock_.now());
  for (const auto& row : fresh_->read(
           [&](sql::Connection& c) { return c.query("SELECT " + columns + " FROM " + table.name); })) {
    if (is_count(table, row)) continue;
    std::string text = table.name + ":";
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      if (is_count(table, at)) continue;
      const sql::Value& value = row.columns()[at];
      text += ' ' + (masked ? masked_value(table.columns[at].name, value, now) : plain_value(value));
    }
    all.push_back(std::move(text));
  }
  return all;
}

const std::string& Program::client() {
  if (!client_.empty()) return client_;
  auth::adapters::SqlClients clients(failing_);
  auth::adapters::KeyedClientSecrets secrets(master_key_.derive(crypto::KeyUse::client_secrets));
  const auto client = auth::RegisterClient(clients, secrets, failing_, audit_.trail(), clock_)("shop");
  return client_ = base64(client->id + ':' + client->secret);
}

}  // namespace gatehouse::testing
