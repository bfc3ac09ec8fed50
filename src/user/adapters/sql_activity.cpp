#include "user/adapters/sql_activity.hpp"

#include <utility>

#include "platform/audit/history.hpp"

namespace gatehouse::user::adapters {
namespace {

std::string place_of(UserId user) { return "activity/" + std::to_string(user.value); }

Activity activity_of(audit::Event event) {
  return {.at = from_millis(event.entry.at),
          .event = std::move(event.entry.what),
          .outcome = std::move(event.entry.outcome),
          .address = std::move(event.entry.address),
          .session_id = std::move(event.entry.session)};
}

}  // namespace

std::optional<ActivityPage> SqlActivity::page(const ActivityWanted& wanted) {
  audit::Wanted asked{.user = wanted.user, .since = wanted.since, .most = wanted.most + 1};
  if (wanted.after) {
    const auto before = open(wanted.user, *wanted.after);
    if (!before) return std::nullopt;
    asked.before = *before;
  }
  auto events = database_.read([&](sql::Connection& connection) { return audit::newest(connection, asked); });
  ActivityPage page;
  if (std::ssize(events) > wanted.most) {
    events.pop_back();
    page.next = seal(wanted.user, events.back().id);
  }
  for (audit::Event& event : events) page.items.push_back(activity_of(std::move(event)));
  return page;
}

std::string SqlActivity::seal(UserId user, std::int64_t id) const {
  return box_.seal(crypto::SecretBytes(std::to_string(id)), place_of(user));
}

std::optional<std::int64_t> SqlActivity::open(UserId user, std::string_view cursor) const {
  const auto text = box_.open(cursor, place_of(user));
  return text ? parse_id(text->view()) : std::nullopt;
}

}  // namespace gatehouse::user::adapters
