#include "auth/http/jwks.hpp"

#include <string>

namespace gatehouse::auth::api {
namespace {

std::string keep_for() { return "public, max-age=" + std::to_string(published_keys_max_age.count()); }

}  // namespace

http::Endpoint jwks(const PublishedKeys& keys) {
  return http::get("/.well-known/jwks.json")
      .id("jwks")
      .tag("auth")
      .summary("Public keys")
      .describe(
          "A JWK set (RFC 7517) with the public half of each key that signs access tokens, has signed ones "
          "that may still be good, or is about to sign, by `kid`. A new key is here for longer than the "
          "answer may be kept before it signs.")
      .lane(http::LaneName::connection)
      .answers_raw(200, "The keys", http::json_content_type)
      .answers_header("Cache-Control", "For how long the keys may be kept")
      .handle([&keys](const http::Call<>&) -> Result<http::Answer<http::Raw>> {
        http::Answer<http::Raw> answer;
        answer.view.body = keys.document();
        answer.headers.emplace_back("Cache-Control", keys.is_current() ? keep_for() : "no-store");
        return answer;
      });
}

}  // namespace gatehouse::auth::api
