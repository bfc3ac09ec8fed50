#include "user/http/view_activity.hpp"

#include <utility>

#include "platform/http/endpoint.hpp"

namespace gatehouse::user::api {
namespace {

constexpr std::string_view activity_path = "/api/user/v1/user/{user_id}/activity";
constexpr std::size_t longest_cursor = 128;

struct Query {
  std::optional<std::string> after;
  std::optional<std::int64_t> limit;
};

struct View {
  Time at;
  std::string event;
  std::string outcome;
  std::optional<std::string> address;
  std::optional<std::string> session_id;
};

http::BodyShape<Query> query() {
  return http::object<Query>(
      "ActivityQuery",
      http::optional("after", &Query::after, http::Opaque{longest_cursor},
                     "`meta.next` of the page before; the newest without it", "Zm9yIGV4YW1wbGU"),
      http::optional("limit", &Query::limit, http::Between{1, ViewActivity::most_limit},
                     "How many at most; 50 without it", ViewActivity::usual_limit));
}

http::AnswerShape<View> shape() {
  return http::answer<View>(
      "Activity", http::field("at", &View::at, "When it happened", "2026-11-22T09:30:00.125Z"),
      http::field("event", &View::event, "What happened: docs/audit.md lists them", "sign_in"),
      http::field("outcome", &View::outcome,
                  "`success`, `failure`, or `limited`: refused for coming too often", "failure"),
      http::field("address", &View::address, "Of the client; absent where an operator did it", "203.0.113.9"),
      http::field("session_id", &View::session_id, "The session it happened in, where there was one",
                  "q2hlY2sgdGhpcyBvdXQ"));
}

http::PagedList<View> view_of(ActivityPage page) {
  http::PagedList<View> list{{}, std::move(page.next)};
  for (Activity& item : page.items) {
    list.items.push_back({item.at, std::move(item.event), std::move(item.outcome), std::move(item.address),
                          std::move(item.session_id)});
  }
  return list;
}

}  // namespace

http::Endpoint view_activity(ViewActivity& use_case) {
  return http::get(activity_path)
      .id("viewActivity")
      .tag("user")
      .summary("What happened to the own account")
      .describe(
          "Sign-ins, failed ones included, and every change, the newest first. Another user's id is "
          "`forbidden`, whether that user exists or not.")
      .lane(http::LaneName::data)
      .owner()
      .takes_query(query())
      .answers_paged_list(200, "A page of events", shape())
      .handle([&use_case](const http::Call<http::Nothing, Query>& call) -> Result<http::PagedList<View>> {
        const auto owner = Owner::of(UserId{call.path_id()}, call.user());
        if (!owner) return std::unexpected(owner.error());
        Result<ActivityPage> page = use_case(*owner, call.query.after, call.query.limit);
        if (!page) return std::unexpected(std::move(page.error()));
        return view_of(std::move(*page));
      });
}

}  // namespace gatehouse::user::api
