#include "auth/http/end_own_session.hpp"

#include "auth/http/session_call.hpp"

namespace gatehouse::auth::api {
namespace {

/// Of the ids that we give, all have the same length.
constexpr std::size_t id_length = std::string_view(session_id_example).size();

}  // namespace

http::Endpoint end_own_session(EndOwnSession& use_case) {
  return http::delete_(std::string(sessions_path) + "/{session_id}")
      .id("endSession")
      .tag("auth")
      .summary("End one of the own sessions")
      .describe(
          "As a sign-out there would. A session that has ended, and somebody else's, are `not_found` alike.")
      .lane(http::LaneName::data)
      .bearer(http::Authentication::required)
      .path_text(id_length, id_length, session_id_example)
      .answers(204, "It has ended")
      .handle([&use_case](const http::Call<>& call) -> Result<void> {
        return use_case(holder_of(call), call.path_text(), call.origin());
      });
}

}  // namespace gatehouse::auth::api
