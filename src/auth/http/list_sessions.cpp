#include "auth/http/list_sessions.hpp"

#include "auth/http/session_call.hpp"

namespace gatehouse::auth::api {
namespace {

struct View {
  std::string session_id;
  std::string device;
  std::string address;
  Time created_at;
  Time last_seen_at;
  Time expires_at;
  bool current = false;
};

http::AnswerShape<View> shape() {
  return http::answer<View>(
      "Session",
      http::field("session_id", &View::session_id, "The `sid` of its access tokens", session_id_example),
      http::field("device", &View::device, "Made of the user agent of the sign-in", "Firefox on Linux"),
      http::field("address", &View::address, "It was last seen at", "192.0.2.17"),
      http::field("created_at", &View::created_at, "The sign-in", "2026-11-22T09:30:00.125Z"),
      http::field("last_seen_at", &View::last_seen_at, "The sign-in, or the last refresh since",
                  "2026-11-22T09:45:00.125Z"),
      http::field("expires_at", &View::expires_at, "When it is over, unless it is refreshed before",
                  "2026-12-06T09:45:00.125Z"),
      http::field("current", &View::current, "Whether it is the session of the token that asks", true));
}

View view_of(Session session, const SessionHolder& holder) {
  const bool current = session.id == holder.session;
  return {.session_id = std::move(session.id),
          .device = std::move(session.device),
          .address = std::move(session.address),
          .created_at = session.created_at,
          .last_seen_at = session.last_seen_at,
          .expires_at = session.idle_expires_at,
          .current = current};
}

}  // namespace

http::Endpoint list_sessions(ListSessions& use_case) {
  return http::get(sessions_path)
      .id("listSessions")
      .tag("auth")
      .summary("List the own sessions")
      .describe("Where the user of the token is signed in, the newest session first.")
      .lane(http::LaneName::data)
      .bearer(http::Authentication::required)
      .answers_list(200, "The sessions that live", shape())
      .handle([&use_case](const http::Call<>& call) -> Result<http::List<View>> {
        const auto holder = holder_of(call);
        http::List<View> list;
        for (Session& session : use_case(holder)) list.items.push_back(view_of(std::move(session), holder));
        return list;
      });
}

}  // namespace gatehouse::auth::api
