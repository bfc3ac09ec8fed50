#include "server/limit_options.hpp"

#include "platform/config/binding.hpp"

namespace gatehouse::server {
namespace {

using auth::LimitName;
using std::chrono::milliseconds;

std::string text_of(const auth::Limit& limit, std::int64_t value) {
  return limit.kind == auth::Limit::Kind::duration ? config::duration_text(milliseconds{value})
                                                   : std::to_string(value);
}

std::optional<std::int64_t> read(const auth::Limit& limit, std::string_view text) {
  if (limit.kind == auth::Limit::Kind::number) return config::parse_whole_number(text);
  const auto duration = config::parse_duration(text);
  return duration ? std::optional(duration->count()) : std::nullopt;
}

config::Binding bind_limit(auth::Limits& limits, const auth::Limit& limit) {
  const std::string told = config::range(text_of(limit, limit.least), text_of(limit, limit.most));
  auto assign = [&limits, &limit, told](std::string_view text) -> std::optional<std::string> {
    const auto value = read(limit, text);
    if (!value || *value < limit.least || *value > limit.most) {
      const bool is_duration = limit.kind == auth::Limit::Kind::duration;
      return (is_duration ? "must be a duration as in 10s, 15m, 2h or 14d, " : "must be a whole number ") +
             told;
    }
    limits[limit.id] = *value;
    return std::nullopt;
  };
  return {assign, text_of(limit, limits[limit.id]), told};
}

}  // namespace

void declare_attempt_limits(config::SettingTable& table, auth::Limits& limits) {
  table.add({"limits", "on|off",
             "Off: anybody may guess as often as they like. For measurements; refused where others can reach "
             "the server.",
             config::bind_choice(limits.enforced, {{"on", true}, {"off", false}})});
  for (const auth::Limit& limit : auth::limit_table) {
    table.add({"limit." + std::string{limit.name},
               limit.kind == auth::Limit::Kind::duration ? "DURATION" : "N", std::string{limit.sentence},
               bind_limit(limits, limit)});
  }
}

std::vector<std::string> limit_conflicts(const Settings& settings) {
  std::vector<std::string> found;
  const auth::Limits& limits = settings.attempt_limits;
  const bool reachable = !http::is_loopback(settings.listen) ||
                         (settings.admin_listen && !http::is_loopback(*settings.admin_listen));
  if (!limits.enforced && reachable) {
    found.emplace_back("--limits off: refused unless --listen and --admin-listen are of this machine alone");
  }
  for (const auto& [first, longest] : {std::pair{LimitName::account_wait, LimitName::account_longest_wait},
                                       {LimitName::address_wait, LimitName::address_longest_wait},
                                       {LimitName::global_wait, LimitName::global_longest_wait}}) {
    if (limits[first] <= limits[longest]) continue;
    const auto name = [](LimitName id) {
      return std::string{auth::limit_table[static_cast<std::size_t>(id)].name};
    };
    found.push_back("--limit " + name(first) + " and --limit " + name(longest) +
                    ": the first wait is longer than the longest");
  }
  return found;
}

}  // namespace gatehouse::server
