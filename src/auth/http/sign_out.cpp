#include "auth/http/sign_out.hpp"

#include <array>

#include "auth/http/session_call.hpp"
#include "platform/http/rules.hpp"

namespace gatehouse::auth::api {
namespace {

struct Body {
  std::optional<std::string> scope;
};

struct NamedScope {
  std::string_view name;
  SignOutScope scope;
};

constexpr std::array scopes{NamedScope{"this", SignOutScope::this_one},
                            NamedScope{"others", SignOutScope::others}, NamedScope{"all", SignOutScope::all}};

std::optional<SignOutScope> scope_of(std::string_view name) {
  for (const NamedScope& known : scopes) {
    if (known.name == name) return known.scope;
  }
  return std::nullopt;
}

struct ScopeRule {
  std::optional<http::RuleFault> check(const std::string& name) const {
    if (scope_of(name)) return std::nullopt;
    return http::RuleFault{"invalid_format", "This is one of `this`, `others` and `all`."};
  }
  void describe(boost::json::object& schema) const {
    boost::json::array names;
    for (const NamedScope& known : scopes) names.emplace_back(known.name);
    schema["enum"] = std::move(names);
  }
};

http::BodyShape<Body> body() {
  return http::object<Body>(
      "SignOutRequest",
      http::optional("scope", &Body::scope, ScopeRule{},
                     "Which sessions end: `this` one unless given, all `others`, or `all`", "others"));
}

}  // namespace

http::Endpoint sign_out(SignOut& use_case) {
  return http::post("/api/auth/v1/signout")
      .id("signOut")
      .tag("auth")
      .summary("Sign out")
      .describe(
          "Ends the session of the token, or others of its user. Their refresh tokens are worth nothing from "
          "then "
          "on, and their access tokens are refused: by this server at once, by other servers of the "
          "installation within a second, and by whoever follows the list of revocations with the next look "
          "at "
          "it.")
      .lane(http::LaneName::data)
      .bearer(http::Authentication::required)
      .takes_optional(body())
      .answers(204, "Signed out")
      .handle([&use_case](const http::Call<Body>& call) -> Result<void> {
        const auto scope = scope_of(call.body.scope.value_or("this"));
        return use_case(holder_of(call), scope.value(), call.origin());
      });
}

}  // namespace gatehouse::auth::api
