#include "platform/http/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "platform/http/router.hpp"
#include "platform/http/testing_text.hpp"

namespace gatehouse::http {
namespace {

constexpr ErrorCode name_taken{Fault::conflict, "name_taken", "Somebody has this name"};
constexpr ErrorCode proof_failed{Fault::unprocessable, "proof_failed", "The code is not right"};
constexpr ErrorCode not_ready{Fault::unavailable, "not_ready", "The database is away"};
constexpr ErrorCode wrong_password{Fault::unauthenticated, "wrong_password", "That is not it"};

struct NameBody {
  std::string name;
};
struct NameView {
  std::int64_t id = 0;
  std::string name;
};

BodyShape<NameBody> name_body() {
  return object<NameBody>("NameRequest",
                          required("name", &NameBody::name, Text{2, 20}, "What to call it", "kim"));
}
AnswerShape<NameView> name_shape() {
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

/// Takes names; what it is given decides what it refuses.
Endpoint naming(Declaration<> declaration) {
  return declaration.id("name")
      .summary("Name it")
      .takes(name_body())
      .answers(201, "Named", name_shape())
      .answers(200, "As before")
      .refuses({name_taken, wrong_password, not_ready})
      .refuses_with(proof_failed, {{"is_proven", false}})
      .handle([](const Call<NameBody>& call) -> Result<Answer<NameView>> {
        const std::string& name = call.body.name;
        if (name == "taken") return refuse(name_taken, "Try another.");
        if (name == "unproven") return refuse(proof_failed);
        if (name == "wrong") return refuse(wrong_password);
        if (name == "away") return refuse(not_ready);
        const std::int64_t id = call.principal ? call.user().value : 0;
        return Answer<NameView>{{id, name}, {{"Location", "/name/" + name}}};
      });
}

struct Ask {
  std::string body = R"({"name":"kim"})";
  Headers headers = {{"content-type", "application/json"}};
  std::string path = "/name";
  std::string query = {};
};

Reply ask(Endpoint endpoint, Ask with) {
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

Headers with_token(const std::string& value, const char* type = "application/json") {
  return {{"content-type", type}, {"authorization", value}};
}

std::string code(const Reply& reply) {
  if (reply.body.empty()) return {};
  const boost::json::value body = boost::json::parse(reply.body);
  const boost::json::value* found = body.as_object().if_contains("code");
  return found == nullptr ? std::string() : std::string(found->as_string());
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
  EXPECT_THAT(reply.body, testing::EndsWith(R"("request_id":"r-1","is_proven":false})"));
}

TEST(Endpoint, TellsEveryFaultyField) {
  const Reply reply = ask(naming(post("/name")), {.body = R"({"name":"k","role":"admin"})"});
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body,
              testing::HasSubstr(
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
  EXPECT_THAT(
      reply.body,
      testing::HasSubstr(R"("errors":[{"field":"name","code":"too_short","detail":"This is too short."},)"
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

TEST(Endpoint, AnswersWithAllOfAList) {
  const auto endpoint = [](std::vector<NameView> names) {
    return get("/name")
        .id("x")
        .summary("x")
        .answers_list(200, "All", name_shape())
        .handle([names](const Call<>&) -> Result<List<NameView>> { return List<NameView>{names}; });
  };
  EXPECT_EQ(ask(endpoint({}), {}).body, R"({"data":[],"meta":null})");
  EXPECT_EQ(ask(endpoint({{1, "kim"}, {2, "lee"}}), {}).body,
            R"({"data":[{"id":1,"name":"kim"},{"id":2,"name":"lee"}],"meta":null})");
}

TEST(Endpoint, SaysWhereAListGoesOn) {
  const auto endpoint = [](std::optional<std::string> next) {
    return get("/name")
        .id("x")
        .summary("x")
        .answers_paged_list(200, "Some", name_shape())
        .handle([next](const Call<>&) -> Result<PagedList<NameView>> {
          return PagedList<NameView>{{{1, "kim"}}, next};
        });
  };
  EXPECT_EQ(ask(endpoint("a\"b"), {}).body, R"({"data":[{"id":1,"name":"kim"}],"meta":{"next":"a\"b"}})");
  EXPECT_EQ(ask(endpoint({}), {}).body, R"({"data":[{"id":1,"name":"kim"}],"meta":{"next":null}})");
}

struct Paging {
  std::optional<std::string> after;
  std::optional<std::int64_t> limit;
};

BodyShape<Paging> paging() {
  return object<Paging>("Paging", optional("after", &Paging::after, Opaque{8}, "Where to go on", "MTc"),
                        optional("limit", &Paging::limit, Between{1, 50}, "How many at most", 20));
}

/// Says what it was asked for.
Endpoint paged() {
  return get("/name")
      .id("x")
      .summary("x")
      .takes_query(paging())
      .answers_raw(200, "Echo", "text/plain")
      .handle([](const Call<Nothing, Paging>& call) -> Result<Raw> {
        return Raw{call.query.after.value_or("-") + ' ' + std::to_string(call.query.limit.value_or(0))};
      });
}

TEST(Endpoint, ReadsTheQueryThatItDeclares) {
  EXPECT_EQ(ask(paged(), {.query = ""}).body, "- 0");
  EXPECT_EQ(ask(paged(), {.query = "limit=50&after=a_-9"}).body, "a_-9 50");
  EXPECT_EQ(ask(paged(), {.query = "after="}).body, "- 0");
}

TEST(Endpoint, TellsEveryFaultOfTheQuery) {
  const auto faults = [](const char* query) {
    const Reply reply = ask(paged(), {.query = query});
    std::string told = std::to_string(reply.status) + ' ' + code(reply);
    for (const auto& fault : boost::json::parse(reply.body).at("errors").as_array()) {
      told +=
          ' ' + std::string(fault.at("field").as_string()) + ':' + std::string(fault.at("code").as_string());
    }
    return told;
  };
  EXPECT_EQ(faults("limit=0&after=a.b"), "422 invalid_request after:invalid_format limit:invalid_format");
  EXPECT_EQ(faults("limit=1.0"), "422 invalid_request limit:invalid_type");
  EXPECT_EQ(faults("limit=1&limit=1"), "422 invalid_request limit:repeated");
  EXPECT_EQ(faults("after=123456789&page=2"), "422 invalid_request after:invalid_format page:unknown_field");
  EXPECT_EQ(faults("limit=%3"), "422 invalid_request limit:invalid_format");
}

TEST(Endpoint, IgnoresAQueryThatItDoesNotDeclare) {
  EXPECT_EQ(ask(naming(post("/name")), {.query = "name=lee&name=%"}).status, 201);
}

TEST(Endpoint, TellsFaultsOfQueryAndBodyTogether) {
  Endpoint endpoint = post("/name")
                          .id("x")
                          .summary("x")
                          .takes_query(paging())
                          .takes(name_body())
                          .answers(204, "Done")
                          .handle([](const Call<NameBody, Paging>&) -> Result<void> { return {}; });
  const Reply reply = ask(std::move(endpoint), {.body = R"({"name":"k"})", .query = "limit=x"});
  EXPECT_THAT(reply.body, testing::HasSubstr(R"("errors":[{"field":"limit","code":"invalid_type")"));
  EXPECT_THAT(reply.body, testing::HasSubstr(R"({"field":"name","code":"too_short")"));
}

TEST(Endpoint, ReadsAForm) {
  const auto endpoint = [] {
    return post("/name")
        .id("x")
        .summary("x")
        .takes_form(name_body())
        .answers_raw(200, "Echo", "text/plain")
        .handle([](const Call<NameBody>& call) -> Result<Raw> { return Raw{call.body.name}; });
  };
  const Headers form{{"content-type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(ask(endpoint(), {.body = "name=kim+lee", .headers = form}).body, "kim lee");
  EXPECT_EQ(ask(endpoint(), {.body = "name=kim"}).status, 415);
  EXPECT_EQ(ask(naming(post("/name")), {.headers = form}).status, 415);
  EXPECT_EQ(code(ask(endpoint(), {.body = "", .headers = form})), "invalid_request");
  EXPECT_EQ(code(ask(endpoint(), {.body = R"({"name":"kim"})", .headers = form})), "invalid_request");
  std::vector<std::string> codes;
  for (const RefusalNote& note : all_refusals(endpoint())) codes.push_back(note.code);
  EXPECT_THAT(codes, testing::ElementsAre("body_too_large", "unsupported_media_type", "invalid_request",
                                          "overloaded", "unavailable"));
}

TEST(Endpoint, AnswersPagesOfSeveralStatuses) {
  Endpoint endpoint = get("/undo/{token}")
                          .id("x")
                          .summary("x")
                          .path_text(1, 9, "abc")
                          .answers_page(200, "A page")
                          .answers_page(404, "A page that says so")
                          .handle([](const Call<>& call) -> Result<Answer<Raw>> {
                            return answer_page(call.path_text() == "abc" ? 200 : 404, {"en", "Undo", ""});
                          });
  EXPECT_EQ(ask(endpoint, {.path = "/undo/abc"}).status, 200);
  const Reply reply = ask(endpoint, {.path = "/undo/abd"});
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(reply.headers, page_headers());
}

TEST(Endpoint, IsNotReadAgainByAClientThatHasItsVersion) {
  const auto endpoint = [](bool declared) {
    auto declaration = get("/name").id("x").summary("x").answers_raw(200, "x", "text/plain");
    if (declared) declaration.answers_etag();
    return declaration.handle(
        [](const Call<>&) -> Result<Answer<Raw>> { return Answer<Raw>{{"text"}, {{"ETag", "\"v1\""}}}; });
  };
  EXPECT_EQ(ask(endpoint(true), {.headers = {{"if-none-match", "\"v1\""}}}).status, 304);
  EXPECT_EQ(ask(endpoint(true), {.headers = {{"if-none-match", "\"v2\""}}}).body, "text");
  EXPECT_EQ(ask(endpoint(false), {.headers = {{"if-none-match", "\"v1\""}}}).status, 200);
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
              testing::ElementsAre("400 invalid_json", "401 invalid_token", "401 wrong_password",
                                   "403 forbidden", "404 not_found", "409 name_taken", "413 body_too_large",
                                   "415 unsupported_media_type", "422 invalid_request", "422 proof_failed",
                                   "503 not_ready", "503 overloaded", "503 unavailable"));
}

}  // namespace
}  // namespace gatehouse::http
