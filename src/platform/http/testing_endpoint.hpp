#pragma once

// An endpoint asked through a router, without sockets, and the shapes that its tests share.

#include <boost/json/parse.hpp>

#include "platform/http/endpoint.hpp"
#include "platform/http/router.hpp"
#include "platform/http/testing_text.hpp"

namespace gatehouse::http::testing {

struct NameBody {
  std::string name;
};
struct NameView {
  std::int64_t id = 0;
  std::string name;
};

inline BodyShape<NameBody> name_body() {
  return object<NameBody>("NameRequest",
                          required("name", &NameBody::name, Text{2, 20}, "What to call it", "kim"));
}
inline AnswerShape<NameView> name_shape() {
  return answer<NameView>("Name", field("id", &NameView::id, "Which", 7),
                          field("name", &NameView::name, "As given", "kim"));
}

/// The token `user-7` is user 7.
class NumberedTokens final : public Authenticator {
 public:
  Result<Principal> authenticate(std::string_view token) override {
    if (!token.starts_with("user-")) return refuse(invalid_token);
    return Principal{UserId{token.back() - '0'}, "gatehouse"};
  }
};

struct Ask {
  std::string body = R"({"name":"kim"})";
  Headers headers = {{"content-type", "application/json"}};
  std::string path = "/name";
  std::string query = {};
};

inline Reply ask(Endpoint endpoint, Ask with) {
  NumberedTokens tokens;
  Router router(&tokens);
  Request request;
  request.method = endpoint.method;
  request.path = with.path;
  request.request_id = "r-1";
  router.add(std::move(endpoint));
  const Match match = router.match(request);
  request.headers = std::move(with.headers);
  request.body = std::move(with.body);
  request.query = std::move(with.query);
  return match.run(request);
}

inline Headers with_token(const std::string& value, const char* type = "application/json") {
  return {{"content-type", type}, {"authorization", value}};
}

inline std::string code(const Reply& reply) {
  if (reply.body.empty()) return {};
  const boost::json::value body = boost::json::parse(reply.body);
  const boost::json::value* found = body.as_object().if_contains("code");
  return found == nullptr ? std::string() : std::string(found->as_string());
}

}  // namespace gatehouse::http::testing
