// Lifetimes that were chosen apart and contradict each other.

#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr std::chrono::seconds longest_usual{3600};

Verdict tokens_outlive_sessions(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (settings.access_token_lifetime <= settings.sessions.idle) return std::nullopt;
  return "access tokens would live longer (--access-token-lifetime) than a session that is left alone "
         "(--refresh-idle-lifetime)";
}

Verdict idle_beyond_absolute(const Examined& examined) {
  const auto& sessions = examined.settings.sessions;
  if (sessions.idle <= sessions.absolute) return std::nullopt;
  return "--refresh-idle-lifetime is longer than --refresh-absolute-lifetime";
}

Verdict tokens_live_long(const Examined& examined) {
  if (examined.settings.access_token_lifetime <= longest_usual) return std::nullopt;
  return "access tokens live for " + std::to_string(examined.settings.access_token_lifetime.count() / 60) +
         " minutes";
}

Verdict keys_change_often(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (!settings.key_rotation || *settings.key_rotation >= 4 * settings.access_token_lifetime)
    return std::nullopt;
  return "--key-rotation is shorter than four times --access-token-lifetime";
}

constexpr Check all[] = {
    {"tokens_outlive_sessions", "tokens end with their session, sooner than whoever asked for this expects",
     "raise --refresh-idle-lifetime, or lower --access-token-lifetime", tokens_outlive_sessions},
    {"idle_beyond_absolute", "sessions end before they could be idle for so long",
     "let --refresh-absolute-lifetime be the longer one", idle_beyond_absolute},
    {"tokens_live_long", "services that verify by themselves take a stolen token for so long",
     "lower --access-token-lifetime: clients refresh without anybody noticing", tokens_live_long},
    {"keys_change_often", "many keys are published at once, and verifiers fetch them all the time",
     "raise --key-rotation", keys_change_often},
};

}  // namespace

std::span<const Check> token_checks() { return all; }

}  // namespace gatehouse::server::doctor
