#include "server/wiring/application.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include "platform/http/documents.hpp"
#include "platform/http/endpoint.hpp"
#include "platform/log/log.hpp"
#include "server/wiring/database_start.hpp"
#include "server/wiring/health.hpp"
#include "server/wiring/master_key_start.hpp"
#include "server/wiring/measures.hpp"
#include "server/wiring/service_words.hpp"

namespace gatehouse::server {
namespace {

/// Below everybody else, so that a flood of sign-ins stays out of the latency of all other requests.
constexpr int hashing_nice = 10;

bool is_embedded(const sql::Database& database) { return database.dialect() == sql::Dialect::sqlite; }

std::size_t cores_unless(std::size_t wanted) {
  return wanted > 0 ? wanted : std::max(std::thread::hardware_concurrency(), 1U);
}

crypto::PasswordHashOptions hash_options(const HashSettings& settings, metrics::Registry& registry) {
  return {.cost = {.memory_kib = settings.memory / 1024, .passes = settings.iterations},
          .slots = cores_unless(settings.threads),
          .observe = [timer = hash_timer(registry)](std::chrono::nanoseconds time) {
            timer(std::chrono::duration<double>(time).count());
          }};
}

auth::TokenPolicy token_policy(const Settings& settings) {
  return {settings.issuer, settings.audience, settings.access_token_lifetime};
}

/// Four threads for each hash at once: one uses the core while the others wait for the disk.
http::LaneOptions hashing_lane(const Settings& settings) {
  return {.name = "hashing",
          .threads = 4 * cores_unless(settings.hashing.threads),
          .queue = settings.hashing.queue,
          .deadline = settings.queue_deadline,
          .nice = hashing_nice,
          .follows_clients = true};
}

http::LaneOptions data_lane(const Settings& settings) {
  return {.name = "data",
          .threads = settings.data_threads,
          .queue = settings.data_queue,
          .deadline = settings.queue_deadline};
}

http::ServerOptions public_listener(const Settings& settings, metrics::Registry& registry) {
  http::ServerOptions options{.name = "public",
                              .listen = settings.listen,
                              .threads = cores_unless(settings.http_threads),
                              .limits = settings.limits,
                              .trusted_proxies = settings.trusted_proxies,
                              .behind_tls = settings.behind_tls_proxy,
                              .on_request = request_counter(registry)};
  if (!settings.tls_certificate.empty()) options.tls = {settings.tls_certificate, settings.tls_key};
  return options;
}

/// With PostgreSQL and a key file elsewhere nothing else may have made the folder.
std::shared_ptr<messaging::HandOver> open_hand_over(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  return std::make_shared<messaging::HandOver>(folder / "hand-over");
}

auth::KeyPolicy key_policy(const Settings& settings) {
  return {.algorithm = std::string(name_of(settings.signing_algorithm)),
          .rotation = settings.key_rotation,
          .token_lifetime = settings.access_token_lifetime};
}

http::ApiNote about() {
  return {.version = "1",
          .summary = "An authentication server",
          .description =
              "Sign people up, prove their e-mail addresses, sign them in, and let them keep their account.",
          .tags = {{"user", "Accounts, for the people they belong to."},
                   {"auth", "Proofs: sign-in, e-mail verification, and the keys that verify access tokens."},
                   {"operation", "Health, and what the server says of itself."}}};
}

http::Endpoint metrics_endpoint(metrics::Registry& registry) {
  return http::get("/metrics")
      .id("readMetrics")
      .tag("operation")
      .summary("What an operator watches, as Prometheus text")
      .lane(http::LaneName::data)
      .answers_raw(200, "Prometheus text, version 0.0.4", "text/plain; version=0.0.4; charset=utf-8")
      .handle([&registry](const http::Call<>&) -> Result<http::Raw> { return http::Raw{registry.expose()}; });
}

}  // namespace

Application::Application(const Settings& settings, const StopSignals& signals)
    : settings_(settings),
      chain_(migrations::Chain::load(settings.migrations_dir)),
      master_key_(open_master_key(settings, clock_, signals)),
      server_lock_(lock_for_serving(settings, clock_, signals)),
      database_(open_migrated(settings, chain_, clock_, signals)),
      outbox_(*database_, clock_),
      hand_over_(open_hand_over(settings.data_dir)),
      mailing_(settings.mail, *database_, *hand_over_, master_key_, clock_),
      audit_(*database_, master_key_, clock_, settings.audit_retention),
      revocation_(*database_, settings.database, clock_),
      session_store_(*database_, revocation_.known(), clock_, token_policy(settings)),
      limiting_(*database_, master_key_, settings.attempt_limits, clock_),
      users_(*database_, outbox_, clock_, audit_.trail(), limiting_, session_store_.end_sessions(),
             master_key_, hash_options(settings.hashing, metrics_), service_words(settings)),
      keys_(*database_, master_key_, audit_.trail(), clock_, key_policy(settings)),
      auth_(*database_, outbox_, mailing_, clock_, audit_.trail(), users_.questions(), users_.recovery(),
            settings.public_url, limiting_, master_key_, keys_.keys(), session_store_, token_policy(settings),
            settings.sessions, revocation_.known()),
      relay_(*database_, clock_, {}, hand_over_),
      sweeper_({[this] { auth_.sweep_expired()(clock_.now()); }, [this] { audit_.sweep(clock_.now()); },
                [this] { keys_.maintain(); }, [this] { limiting_.sweep(); }, [this] { mailing_.sweep(); },
                [this] { users_.sweep(); }}),
      public_router_(&auth_.authenticator()),
      data_lane_(data_lane(settings)),
      hashing_lane_(hashing_lane(settings)),
      writer_lane_(*database_, data_lane_, settings.data_queue, settings.queue_deadline),
      public_server_(public_listener(settings, metrics_), public_router_,
                     {data_lane_, hashing_lane_, is_embedded(*database_), &writer_lane_}) {
  auth_.listen(relay_);
  declare_endpoints();
  measure();
}

void Application::declare_endpoints() {
  users_.serve(public_router_);
  auth_.serve(public_router_);
  public_router_.add(health_endpoints(*database_, chain_, leaving_));
  public_router_.add(http::documents(public_router_, about(), "operation"));
  admin_router_.add(health_endpoints(*database_, chain_, leaving_));
  admin_router_.add(metrics_endpoint(metrics_));
}

void Application::measure() {
  measure_lane(metrics_, data_lane_);
  measure_lane(metrics_, hashing_lane_);
  measure_lane(metrics_, "write", [this] { return writer_lane_.status(); });
  measure_database(metrics_, *database_);
  measure_outbox(metrics_, relay_);
  mailing_.measure(metrics_);
  revocation_.measure(metrics_);
  audit_.measure(metrics_);
  measure_connections(metrics_, public_server_);
  measure_log(metrics_);
}

void Application::start() {
  revocation_.start();
  start_admin();
  public_server_.start();
  relay_.start();
  mailing_.start();
  keys_.start();
  sweeper_.start();
  audit_.start();
  const std::string address = http::to_text(public_server_.address());
  const std::string admin_address = admin_server_ ? http::to_text(admin_server_->address()) : "off";
  // Whatever the level: with port 0 this line is how anybody learns where the server is.
  log::deliver("listening", {{"address", address}, {"admin_address", admin_address}},
               std::chrono::seconds{1});
}

void Application::start_admin() {
  if (!settings_.admin_listen) return;
  admin_server_.emplace(http::ServerOptions{.name = "admin", .listen = *settings_.admin_listen, .threads = 1},
                        admin_router_, http::Lanes{data_lane_, hashing_lane_});
  try {
    admin_server_->start();
  } catch (const std::runtime_error& fault) {
    if (!settings_.admin_listen_is_default) throw;
    admin_server_.reset();
    log::warn("admin_listener_left_out",
              {{"reason", fault.what()}, {"advice", "choose another address with --admin-listen, or off"}});
  }
}

void Application::reload_tls() {
  if (settings_.tls_certificate.empty()) return;
  if (const auto reloaded = public_server_.reload_tls()) {
    log::info("tls_reloaded");
  } else {
    log::error("tls_not_reloaded", {{"reason", std::string_view(reloaded.error())}});
  }
}

bool Application::is_responsive(std::chrono::milliseconds patience) const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  return public_server_.is_responsive(deadline) && (!admin_server_ || admin_server_->is_responsive(deadline));
}

void Application::drain() {
  if (settings_.stop_drain == std::chrono::milliseconds{0}) return;
  leaving_ = true;
  public_server_.begin_leaving();
  std::this_thread::sleep_for(settings_.stop_drain);
}

bool Application::stop() {
  const bool all_done = public_server_.stop(settings_.stop_grace);
  if (admin_server_) admin_server_->stop(std::chrono::milliseconds{0});
  writer_lane_.stop();  // it may leave something to the data lane
  data_lane_.stop();
  hashing_lane_.stop();
  sweeper_.stop();
  keys_.stop();
  relay_.stop();
  mailing_.stop();
  revocation_.stop();
  audit_.stop();
  return all_done;
}

}  // namespace gatehouse::server
