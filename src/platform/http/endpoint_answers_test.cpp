#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/testing_endpoint.hpp"

namespace gatehouse::http {
namespace {

using namespace testing;

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

}  // namespace
}  // namespace gatehouse::http
