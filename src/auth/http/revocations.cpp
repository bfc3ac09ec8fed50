#include "auth/http/revocations.hpp"

namespace gatehouse::auth::api {

http::Endpoint revocations(PublishedRevocations& revocations) {
  return http::get("/.well-known/revocations")
      .id("revocations")
      .tag("auth")
      .summary("Ended sessions")
      .describe(
          "A JWT of type `revocations+jwt`, signed by a key of the JWK set, that tells which access tokens "
          "are "
          "to be refused before they expire: `sids` lists the sessions that have ended (the token's `sid`), "
          "and "
          "`users` names for a user (the token's `sub`) the earliest `iat` that is still good. A list counts "
          "from `iat` until `exp`; fetch it again every few seconds.")
      .lane(http::LaneName::data)
      .answers_raw(200, "The list", "application/jwt")
      .answers_header("Cache-Control", "For how long the list may be kept")
      .answers_etag()
      .handle([&revocations](const http::Call<>&) -> Result<http::Answer<http::Raw>> {
        const auto document = revocations.current();
        http::Answer<http::Raw> answer;
        answer.view.body = document->text;
        answer.headers.emplace_back("Cache-Control", "public, max-age=5");
        answer.headers.emplace_back("ETag", document->tag);
        return answer;
      });
}

}  // namespace gatehouse::auth::api
