#include "platform/http/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/testing_endpoint.hpp"

namespace gatehouse::http {
namespace {

using namespace testing;

constexpr ErrorCode name_taken{Fault::conflict, "name_taken", "Somebody has this name"};
constexpr ErrorCode proof_failed{Fault::unprocessable, "proof_failed", "The code is not right"};
constexpr ErrorCode not_ready{Fault::unavailable, "not_ready", "The database is away"};
constexpr ErrorCode too_often{Fault::too_many, "too_often", "You have had many names"};
constexpr ErrorCode wrong_password{Fault::unauthenticated, "wrong_password", "That is not it"};

/// Takes names; what it is given decides what it refuses.
Endpoint naming(Declaration<> declaration) {
  return declaration.id("name")
      .summary("Name it")
      .takes(name_body())
      .answers(201, "Named", name_shape())
      .answers(200, "As before")
      .refuses({name_taken, too_often, wrong_password, not_ready})
      .refuses_with(proof_failed, {{"is_proven", false}})
      .handle([](const Call<NameBody>& call) -> Result<Answer<NameView>> {
        const std::string& name = call.body.name;
        if (name == "taken") return refuse(name_taken, "Try another.");
        if (name == "unproven") return refuse(proof_failed);
        if (name == "wrong") return refuse(wrong_password);
        if (name == "away") return refuse(not_ready);
        if (name == "restless")
          return std::unexpected(Error{.code = too_often, .retry_after = std::chrono::seconds{9}});
        const std::int64_t id = call.principal ? call.user().value : 0;
        return Answer<NameView>{{id, name}, {{"Location", "/name/" + name}}};
      });
}

TEST(Endpoint, AnswersWithItsShapeAndItsHeaders) {
  const Reply reply = ask(naming(post("/name")), {});
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(reply.body, R"({"data":{"id":0,"name":"kim"},"meta":null})");
  EXPECT_EQ(reply.headers, (Headers{{"Location", "/name/kim"}}));
}

TEST(Endpoint, WritesItsRefusalsAsProblems) {
  const Reply reply = ask(naming(post("/name")), {.body = R"({"name":"taken"})"});
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.content_type, "application/problem+json");
  EXPECT_EQ(reply.body, R"({"type":"/docs#error-name_taken","title":"Somebody has this name","status":409,)"
                        R"("detail":"Try another.","code":"name_taken","request_id":"r-1"})");
}

TEST(Endpoint, AddsTheMembersOfARefusal) {
  const Reply reply = ask(naming(post("/name")), {.body = R"({"name":"unproven"})"});
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, ::testing::EndsWith(R"("request_id":"r-1","is_proven":false})"));
}

TEST(Endpoint, TellsEveryFaultyField) {
  const Reply reply = ask(naming(post("/name")), {.body = R"({"name":"k","role":"admin"})"});
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body,
              ::testing::HasSubstr(
                  R"("errors":[{"field":"name","code":"too_short","detail":"This is too short."},)"
                  R"({"field":"role","code":"unknown_field","detail":"There is no such field here."}]})"));
}

TEST(Endpoint, MayTellFaultsOfItsOwnTogetherWithThoseOfTheShape) {
  Endpoint endpoint = post("/name")
                          .id("x")
                          .summary("x")
                          .takes(name_body())
                          .passes_faults()
                          .answers(204, "Done")
                          .handle([](const Call<NameBody>& call) -> Result<void> {
                            FieldFaults faults = call.faults;
                            faults.push_back({"all", "late", call.body.name});
                            return refuse(std::move(faults));
                          });
  const Reply reply = ask(std::move(endpoint), {.body = R"({"name":"k","role":"admin"})"});
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body,
              ::testing::HasSubstr(
                  R"("errors":[{"field":"name","code":"too_short","detail":"This is too short."},)"
                  R"({"field":"role","code":"unknown_field","detail":"There is no such field here."},)"
                  R"({"field":"all","code":"late","detail":"k"}])"));
}

TEST(Endpoint, RefusesBodiesThatAreNoJsonOfOurs) {
  EXPECT_EQ(code(ask(naming(post("/name")), {.body = ""})), "invalid_json");
  EXPECT_EQ(code(ask(naming(post("/name")), {.body = "", .headers = {}})), "invalid_json");
  EXPECT_EQ(code(ask(naming(post("/name")), {.body = "[]"})), "invalid_json");
  const Reply reply = ask(naming(post("/name")), {.headers = {{"content-type", "text/plain"}}});
  EXPECT_EQ(reply.status, 415);
  EXPECT_EQ(code(reply), "unsupported_media_type");
}

TEST(Endpoint, ChallengesWhereItDoesNotKnowWhoAsks) {
  const auto endpoint = [] { return naming(post("/name").bearer(Authentication::required)); };
  const Reply absent = ask(endpoint(), {});
  EXPECT_EQ(absent.status, 401);
  EXPECT_EQ(code(absent), "invalid_token");
  EXPECT_EQ(absent.headers, (Headers{{"WWW-Authenticate", "Bearer"}}));
  const Reply bad = ask(endpoint(), {.headers = with_token("Bearer bad")});
  EXPECT_EQ(bad.headers, (Headers{{"WWW-Authenticate", R"(Bearer error="invalid_token")"}}));
  EXPECT_EQ(ask(endpoint(), {.headers = with_token("Bearer user-7")}).body,
            R"({"data":{"id":7,"name":"kim"},"meta":null})");
  const Reply wrong = ask(naming(post("/name")), {.body = R"({"name":"wrong"})"});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.headers, (Headers{{"WWW-Authenticate", "Bearer"}}));
  const Reply not_the_tokens = ask(naming(post("/name").bearer(Authentication::optional)),
                                   {.body = R"({"name":"wrong"})", .headers = with_token("Bearer user-7")});
  EXPECT_EQ(not_the_tokens.headers, (Headers{{"WWW-Authenticate", "Bearer"}}));
}

TEST(Endpoint, SaysWhenToTryAgain) {
  const Reply reply = ask(naming(post("/name")), {.body = R"({"name":"away"})"});
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.headers, (Headers{{"Retry-After", "1"}}));
  const Reply later = ask(naming(post("/name")), {.body = R"({"name":"restless"})"});
  EXPECT_EQ(later.status, 429);
  EXPECT_EQ(later.headers, (Headers{{"Retry-After", "9"}}));
}

TEST(Endpoint, IsForItsOwnerWhateverTheBodySays) {
  const auto endpoint = [] { return naming(put("/user/{user_id}").owner()); };
  EXPECT_EQ(ask(endpoint(), {.headers = with_token("Bearer user-7"), .path = "/user/7"}).status, 201);
  const Reply other =
      ask(endpoint(), {.body = "no json", .headers = with_token("Bearer user-7"), .path = "/user/8"});
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(code(other), "forbidden");
  EXPECT_EQ(
      ask(endpoint(), {.body = "no json", .headers = with_token("Bearer bad"), .path = "/user/7"}).status,
      401);
  EXPECT_EQ(ask(endpoint(), {.headers = with_token("Bearer bad", "text/plain"), .path = "/user/7"}).status,
            415);
  EXPECT_EQ(
      ask(endpoint(), {.body = "no json", .headers = with_token("Bearer user-7"), .path = "/user/7"}).status,
      400);
}

TEST(Endpoint, MayTakeNoBodyAtAll) {
  const auto endpoint = [] {
    return post("/name")
        .id("x")
        .summary("x")
        .takes_optional(name_body())
        .answers(204, "Done")
        .handle([](const Call<NameBody>& call) -> Result<void> {
          if (call.present.any()) return refuse(name_taken);
          return {};
        });
  };
  const Reply reply = ask(endpoint(), {.body = "", .headers = {}});
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.content_type, "");
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(ask(endpoint(), {}).status, 409);
  EXPECT_EQ(code(ask(endpoint(), {.body = "{}"})), "invalid_request");
}

TEST(Endpoint, IgnoresABodyThatItDoesNotTake) {
  Endpoint endpoint = get("/name")
                          .id("x")
                          .summary("x")
                          .answers_bare(200, "Bare", name_shape())
                          .handle([](const Call<>&) -> Result<NameView> { return NameView{1, "kim"}; });
  const Reply reply = ask(std::move(endpoint), {.body = "anything", .headers = {}});
  EXPECT_EQ(reply.body, R"({"id":1,"name":"kim"})");
}

TEST(Endpoint, MayNotAnswerWhatItDoesNotDeclare) {
  Endpoint endpoint =
      get("/name").id("x").summary("x").answers(204, "Done").handle([](const Call<>&) -> Result<Answer<>> {
        return Answer<>{.status = 202};
      });
  EXPECT_THROW(ask(std::move(endpoint), {}), std::logic_error);
}

TEST(Endpoint, AnswersEvenARefusalThatItDoesNotDeclare) {
  Endpoint endpoint =
      get("/name").id("x").summary("x").answers(204, "Done").handle([](const Call<>&) -> Result<void> {
        return refuse(name_taken);
      });
  EXPECT_EQ(code(ask(std::move(endpoint), {})), "name_taken");
}

TEST(Endpoint, ListsTheRefusalsThatFollowFromWhatItIs) {
  std::vector<std::string> codes;
  for (const RefusalNote& note : all_refusals(naming(put("/user/{user_id}").owner().lane(LaneName::data)))) {
    codes.push_back(std::to_string(note.status) + ' ' + note.code);
  }
  EXPECT_THAT(codes,
              ::testing::ElementsAre("400 invalid_json", "401 invalid_token", "401 wrong_password",
                                     "403 forbidden", "404 not_found", "409 name_taken", "413 body_too_large",
                                     "415 unsupported_media_type", "422 invalid_request", "422 proof_failed",
                                     "429 too_often", "503 not_ready", "503 overloaded", "503 unavailable"));
}

}  // namespace
}  // namespace gatehouse::http
