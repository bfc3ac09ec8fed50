#include "server/session_options.hpp"

#include "platform/config/binding.hpp"

namespace gatehouse::server {
namespace {

using config::bind_duration;
using config::bind_number;
using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

bool is_chosen(const config::Resolved& resolved, std::string_view name) {
  return resolved.value(name).origin.source != config::Source::fallback;
}

}  // namespace

void declare_sessions(config::SettingTable& table, auth::SessionPolicy& sessions) {
  table.add({"refresh_idle_lifetime", "DURATION",
             "How long a session lives that is not refreshed; no access token lives longer.",
             bind_duration(sessions.idle, {seconds{1}, days{3650}})});
  table.add({"refresh_absolute_lifetime", "DURATION",
             "How long a session lives, however often it is refreshed.",
             bind_duration(sessions.absolute, {seconds{1}, days{3650}})});
  table.add({"refresh_grace", "DURATION",
             "How long a refresh token that was used gets the same answer again; later it counts as stolen.",
             bind_duration(sessions.grace, {milliseconds{100}, minutes{10}})});
  table.add({"max_sessions", "N", "Sessions of one user; with one more the oldest ends.",
             bind_number(sessions.most, config::Bounds<std::int64_t>{1, 1000})});
}

std::vector<std::string> session_conflicts(const Settings& settings, const config::Resolved& resolved) {
  const auto& [idle, absolute, grace, most] = settings.sessions;
  std::vector<std::string> found;
  const auto complain = [&](bool wrong, std::string_view a, std::string_view b, const char* sentence) {
    if (wrong && is_chosen(resolved, a) && is_chosen(resolved, b)) found.emplace_back(sentence);
  };
  complain(idle < settings.access_token_lifetime, "refresh_idle_lifetime", "access_token_lifetime",
           "--refresh-idle-lifetime and --access-token-lifetime: a session must live at least as long as its "
           "access tokens");
  complain(absolute < idle, "refresh_absolute_lifetime", "refresh_idle_lifetime",
           "--refresh-absolute-lifetime and --refresh-idle-lifetime: the absolute lifetime must be at least "
           "the idle one");
  complain(idle < grace, "refresh_idle_lifetime", "refresh_grace",
           "--refresh-idle-lifetime and --refresh-grace: a session must live longer than the grace of its "
           "tokens");
  return found;
}

}  // namespace gatehouse::server
