#include "platform/http/router.hpp"

#include <gtest/gtest.h>

#include "platform/http/endpoint.hpp"

namespace gatehouse::http {
namespace {

/// An endpoint that says which one it is.
Endpoint says(Declaration<> declaration, std::string id) {
  return declaration.id(id)
      .summary(id)
      .answers_raw(200, "Itself", "text/plain")
      .handle(
          [id](const Call<>& call) -> Result<Raw> { return Raw{id + ' ' + std::to_string(call.path_id())}; });
}

Endpoint says_text(Declaration<> declaration, std::string id, std::size_t min = 3, std::size_t max = 5) {
  return declaration.id(id)
      .summary(id)
      .path_text(min, max, "a_-9")
      .answers_raw(200, "Itself", "text/plain")
      .handle([id](const Call<>& call) -> Result<Raw> { return Raw{id + ' ' + call.path_text()}; });
}

Router router() {
  Router router;
  router.add(says(get("/user/{user_id}"), "getUser"));
  router.add(says(put("/user/{user_id}"), "putUser"));
  router.add(says(get("/user/{user_id}/keys"), "getKeys"));
  router.add(says(get("/user/me"), "getMe"));
  router.add(says_text(get("/session/{session_id}"), "getSession"));
  router.add(says_text(delete_("/session/{session_id}"), "endSession"));
  router.add(says(post("/signup").lane(LaneName::hashing), "signUp"));
  return router;
}

Reply ask(const std::string& method, const std::string& path) {
  static const Router subject = router();
  Request request;
  request.method = method;
  request.path = path;
  request.request_id = "r-1";
  const Match match = subject.match(request);
  return match.run(request);
}

TEST(Router, HandsOverWhateverStandsAtTheEndOfAPagesPath) {
  Router pages;
  pages.add(get("/page/{token}")
                .id("page")
                .summary("page")
                .path_rest("example")
                .answers_raw(200, "Itself", "text/plain")
                .handle([](const Call<>& call) -> Result<Raw> { return Raw{call.path_text()}; }));
  for (const std::string rest : {"", "a", "a/b", "%41", "a.b)"}) {
    Request request;
    request.method = "GET";
    request.path = "/page/" + rest;
    const Match match = pages.match(request);
    EXPECT_EQ(match.run(request).body, rest);
  }
}

TEST(Router, FindsTheEndpointByMethodAndPath) {
  EXPECT_EQ(ask("GET", "/user/7").body, "getUser 7");
  EXPECT_EQ(ask("PUT", "/user/9007199254740991").body, "putUser 9007199254740991");
  EXPECT_EQ(ask("GET", "/user/7/keys").body, "getKeys 7");
  EXPECT_EQ(ask("GET", "/user/me").body, "getMe 0");
  EXPECT_EQ(ask("POST", "/signup").body, "signUp 0");
}

TEST(Router, HandsOverTheTextOfAPath) {
  EXPECT_EQ(ask("GET", "/session/Zz09_").body, "getSession Zz09_");
  EXPECT_EQ(ask("DELETE", "/session/-_-").body, "endSession -_-");
  EXPECT_EQ(ask("PUT", "/session/123").status, 405);
}

TEST(Router, TellsLaneAndRouteBeforeTheBody) {
  const Router subject = router();
  Request head;
  head.method = "POST";
  head.path = "/signup";
  EXPECT_EQ(subject.match(head).lane, LaneName::hashing);
  EXPECT_EQ(subject.match(head).route, "/signup");
  EXPECT_TRUE(subject.match(head).reads_body);
  head.path = "/user/7";
  head.method = "GET";
  EXPECT_EQ(subject.match(head).route, "/user/{user_id}");
}

TEST(Router, TellsWhichBodiesGoToAnotherLane) {
  Router subject;
  subject.add(
      says(put("/user").lane(LaneName::data).lane_where_body_says("secret", LaneName::hashing), "putUser"));
  Request head;
  head.method = "PUT";
  head.path = "/user";
  const Match match = subject.match(head);
  EXPECT_EQ(match.lane, LaneName::data);
  ASSERT_NE(match.detour, nullptr);
  EXPECT_EQ(match.detour->lane, LaneName::hashing);
  EXPECT_TRUE(match.detour->is_for(R"({"secret":"x"})"));
  EXPECT_TRUE(match.detour->is_for(R"({"se\u0063ret":"x"})")) << "spelt with an escape";
  EXPECT_FALSE(match.detour->is_for(R"({"name":"x"})"));
  EXPECT_FALSE(match.detour->is_for(""));
}

class UnknownPath : public testing::TestWithParam<const char*> {};

TEST_P(UnknownPath, IsNotFound) {
  const Reply reply = ask("GET", GetParam());
  EXPECT_EQ(reply.status, 404);
  EXPECT_NE(reply.body.find(R"("code":"not_found")"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Router, UnknownPath,
    testing::Values("", "/", "*", "/user", "/user/", "/user/01", "/user/+1", "/user/-1", "/user/0",
                    "/user/1.0", "/user/1e0", "/user/0x1", "/user/%31", "/user/1/", "/user//1",
                    "/user/9007199254740992", "/user/18446744073709551617", "/user/ 1", "/user/1;x",
                    "/User/1", "//user/1", "/./user/1", "/user/../user/1", "/user/1/keys/", "/user//keys",
                    "/user/x/keys", "/user/keys", "/signup/", "/SIGNUP", "/%73ignup", "/signup\xFF",
                    "/user/{user_id}", "/user/me/", "/session/", "/session/ab", "/session/abcdef",
                    "/session/abc/", "/session/a/b", "/session/abc=", "/session/ab+", "/session/a.b",
                    "/session/%61bc", "/session/ab\xC3\xA9", "/session/ab c", "/session/abc;"));

TEST(Router, NamesTheMethodsThatAPathHas) {
  const Reply reply = ask("DELETE", "/user/7");
  EXPECT_EQ(reply.status, 405);
  ASSERT_EQ(reply.headers.size(), 1u);
  EXPECT_EQ(reply.headers[0], (Headers::value_type{"Allow", "GET, HEAD, PUT"}));
  EXPECT_EQ(ask("GET", "/signup").headers.at(0).second, "POST");
  EXPECT_EQ(ask("get", "/user/7").status, 405);
  EXPECT_EQ(ask("TRACE", "/user/7").status, 405);
  EXPECT_EQ(ask("DELETE", "/user/x").status, 404);
}

TEST(Router, LeavesTheBodyOfWhatItRefusesUnread) {
  const Router subject = router();
  Request head;
  head.method = "POST";
  head.path = "/nothing";
  EXPECT_FALSE(subject.match(head).reads_body);
  EXPECT_EQ(subject.match(head).route, "unmatched");
  EXPECT_EQ(subject.match(head).lane, LaneName::connection);
  head.path = "/user/7";
  EXPECT_FALSE(subject.match(head).reads_body);
  EXPECT_EQ(subject.match(head).route, "/user/{user_id}");
}

TEST(Router, WritesTheRefusalsOfTheConnection) {
  const Reply reply = router().refuse(413, "body_too_large", "At most 16 KiB", "r-2");
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.content_type, "application/problem+json");
  EXPECT_EQ(reply.body,
            R"({"type":"/docs#error-body_too_large","title":"The body is too large","status":413,)"
            R"("detail":"At most 16 KiB","code":"body_too_large","request_id":"r-2"})");
}

TEST(Router, RefusesDeclarationsThatContradict) {
  Router subject = router();
  EXPECT_THROW(subject.add(says(get("/user/me"), "again")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("/other"), "getMe")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("other"), "other")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("/{a}/{b}"), "other")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("/{a"), "other")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("/other"), "")), std::logic_error);
  EXPECT_THROW(subject.add(says(get("/other").owner(), "other")), std::logic_error) << "no authenticator";
  EXPECT_THROW(subject.add(get("/other").id("other").summary("x").handle(
                   [](const Call<>&) -> Result<void> { return {}; })),
               std::logic_error)
      << "no answer";
  EXPECT_THROW(subject.add(says_text(get("/other"), "other")), std::logic_error) << "no {…}";
  EXPECT_THROW(subject.add(says_text(get("/other/{it}"), "other", 5)), std::logic_error) << "its example";
  EXPECT_THROW(subject.add(says_text(put("/session/{session_id}"), "other", 2)), std::logic_error)
      << "differs";
  EXPECT_THROW(subject.add(says_text(post("/user/{user_id}"), "other")), std::logic_error) << "differs";
  EXPECT_NO_THROW(subject.add(says(get("/other"), "other")));
}

}  // namespace
}  // namespace gatehouse::http
