#include "auth/http/jwks.hpp"

namespace gatehouse::auth::api {

http::Endpoint jwks(const PublishedKeys& keys) {
  return http::get("/.well-known/jwks.json")
      .id("jwks")
      .tag("auth")
      .summary("Public keys")
      .describe("A JWK set (RFC 7517) with the public half of each key that signs access tokens, by `kid`.")
      .lane(http::LaneName::connection)
      .answers_raw(200, "The keys", http::json_content_type)
      .answers_header("Cache-Control", "For how long the keys may be kept")
      .handle([&keys](const http::Call<>&) -> Result<http::Answer<http::Raw>> {
        http::Answer<http::Raw> answer;
        answer.view.body = keys.document();
        answer.headers.emplace_back("Cache-Control", "public, max-age=300");
        return answer;
      });
}

}  // namespace gatehouse::auth::api
