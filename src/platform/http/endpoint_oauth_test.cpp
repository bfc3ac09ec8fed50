#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/basic.hpp"
#include "platform/http/testing_endpoint.hpp"

namespace gatehouse::http {
namespace {

using namespace testing;

constexpr ErrorCode invalid_client{Fault::unauthenticated, "invalid_client", "The client is not known"};
constexpr ErrorCode name_taken{Fault::conflict, "name_taken", "Somebody has this name"};

/// As OAuth has it: who asks is a client, and refusals are `{"error":…}`.
Endpoint introspecting() {
  return post("/name")
      .id("x")
      .summary("x")
      .basic()
      .oauth_errors()
      .takes_form(name_body().ignoring_unknown())
      .answers_bare(200, "x", name_shape())
      .refuses({invalid_client, name_taken, too_many_requests})
      .handle([](const Call<NameBody>& call) -> Result<NameView> {
        const auto client = basic_credentials(call.request);
        if (!client || client->secret.view() != "b") return refuse(invalid_client);
        if (call.body.name == "taken") return refuse(name_taken, "A \"taken\" name");
        if (call.body.name == "often") return refuse_for(std::chrono::seconds(7));
        return NameView{1, call.body.name};
      });
}

Reply introspect(std::string body, const std::string& authorization = "Basic YTpi") {
  return ask(introspecting(), {.body = std::move(body),
                               .headers = with_token(authorization, "application/x-www-form-urlencoded")});
}

TEST(Endpoint, MaySpeakOAuth) {
  EXPECT_EQ(introspect("name=kim&more=x").body, R"({"id":1,"name":"kim"})");
  const Reply unknown = introspect("name=kim", "Basic YTpj");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(unknown.body, R"({"error":"invalid_client","error_description":"The client is not known"})");
  EXPECT_EQ(unknown.headers, (Headers{{"WWW-Authenticate", R"(Basic realm="gatehouse", charset="UTF-8")"}}));
  EXPECT_EQ(introspect("name=taken").status, 400);
  EXPECT_EQ(introspect("name=taken").body, R"({"error":"name_taken","error_description":"A ?taken? name"})");
  EXPECT_EQ(introspect("name=kim&name=kim").status, 400);
  EXPECT_EQ(introspect("name=kim&name=kim").body,
            R"({"error":"invalid_request","error_description":"name: This may be given once only."})");
  EXPECT_EQ(introspect("name=often").status, 429);
  EXPECT_EQ(introspect("name=often").headers, (Headers{{"Retry-After", "7"}}));
}

TEST(Endpoint, ListsOAuthsErrorsByTheirStatus) {
  std::vector<std::string> told;
  for (const RefusalNote& note : all_refusals(introspecting())) {
    told.push_back(std::to_string(note.status) + ' ' + note.code +
                   (note.form == RefusalForm::oauth ? " o" : ""));
  }
  EXPECT_THAT(told,
              ::testing::ElementsAre("400 invalid_request o", "400 name_taken o", "401 invalid_client o",
                                     "413 body_too_large", "415 unsupported_media_type",
                                     "429 too_many_requests o", "503 overloaded", "503 unavailable"));
}

TEST(Endpoint, MayAskForAClientInAProblemToo) {
  Endpoint endpoint = get("/name")
                          .id("x")
                          .summary("x")
                          .basic()
                          .answers(204, "x")
                          .refuses({invalid_client})
                          .handle([](const Call<>&) -> Result<void> { return refuse(invalid_client); });
  const Reply reply = ask(std::move(endpoint), {});
  EXPECT_EQ(reply.content_type, "application/problem+json");
  EXPECT_EQ(reply.headers, (Headers{{"WWW-Authenticate", std::string(basic_challenge)}}));
}

}  // namespace
}  // namespace gatehouse::http
