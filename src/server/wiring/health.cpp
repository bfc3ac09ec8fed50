#include "server/wiring/health.hpp"

#include "kernel/unavailable.hpp"
#include "platform/http/endpoint.hpp"
#include "platform/log/log.hpp"
#include "platform/migrations/state.hpp"

namespace gatehouse::server {
namespace {

struct HealthView {
  std::string status;
};

http::AnswerShape<HealthView> health_shape() {
  return http::answer<HealthView>("Health", http::field("status", &HealthView::status, "Always `ok`", "ok"));
}

constexpr ErrorCode not_ready{Fault::unavailable, "not_ready", "The server cannot do its work now"};

http::Endpoint live() {
  return http::get("/healthz")
      .id("isAlive")
      .tag("operation")
      .summary("Whether the process is up")
      .describe("Touches nothing outside the process.")
      .lane(http::LaneName::connection)
      .answers_bare(200, "It is up", health_shape())
      .handle([](const http::Call<>&) -> Result<HealthView> { return HealthView{"ok"}; });
}

http::Endpoint ready(sql::Database& database, const migrations::Chain& chain,
                     const std::atomic<bool>& leaving) {
  return http::get("/readyz")
      .id("isReady")
      .tag("operation")
      .summary("Whether the server can do its work")
      .describe(
          "Asks the database one short question where a write would be made: is it there, does it take "
          "writes, "
          "and is it migrated as this program needs it? A server that is about to stop is not ready.")
      .lane(http::LaneName::data)
      .answers_bare(200, "The database is reachable, takes writes and is migrated", health_shape())
      .refuses({not_ready})
      .handle([&database, &chain, &leaving](const http::Call<>&) -> Result<HealthView> {
        if (leaving) return refuse(not_ready);
        try {
          const Result<migrations::State> state =
              database.run([&]() -> Result<migrations::State> { return migrations::state(chain, database); });
          if (state->position == migrations::Position::at_head) return HealthView{"ok"};
          log::warn("not_ready", {{"reason", std::string_view(state->message)}});
        } catch (const std::exception& fault) {
          log::warn("not_ready", {{"reason", fault.what()}});
        }
        return refuse(not_ready);
      });
}

}  // namespace

std::vector<http::Endpoint> health_endpoints(sql::Database& database, const migrations::Chain& chain,
                                             const std::atomic<bool>& leaving) {
  return {live(), ready(database, chain, leaving)};
}

}  // namespace gatehouse::server
