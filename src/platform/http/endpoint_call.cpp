#include "platform/http/endpoint_call.hpp"

#include <algorithm>

namespace gatehouse::http {

Origin origin_of(const Request& request) {
  Origin origin{request.peer, {}, request.request_id};
  if (const std::string* agent = request.header("user-agent")) {
    origin.user_agent = agent->substr(0, max_user_agent);
    std::ranges::replace_if(origin.user_agent, [](char c) { return c < ' ' || c > '~'; }, '?');
  }
  return origin;
}

}  // namespace gatehouse::http
