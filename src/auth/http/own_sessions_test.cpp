// The endpoints by which users see and end their sessions.

#include <gtest/gtest.h>

#include "auth/http/end_own_session.hpp"
#include "auth/http/list_sessions.hpp"
#include "auth/http/sign_out.hpp"
#include "tests/support/auth/served.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;

class OwnSessions : public ::testing::Test {
 protected:
  Result<http::Reply> ask(const http::Endpoint& endpoint, std::string body = {}, std::string path_text = {}) {
    http::Request request;
    request.method = endpoint.method;
    request.body = std::move(body);
    request.path_text = std::move(path_text);
    return endpoint.serve(
        request, http::Principal{.user = UserId{7}, .client_id = "gatehouse", .session = here.session});
  }

  testing::SessionHouse house;
  SignOut sign_out_case{house.sessions, house.end_sessions, house.transactions, house.audit};
  EndOwnSession end_case{house.end_sessions, house.transactions, house.audit};
  ListSessions list_case{house.sessions, house.clock};
  const http::Endpoint out = sign_out(sign_out_case);
  const http::Endpoint end = end_own_session(end_case);
  const http::Endpoint list = list_sessions(list_case);
  const IssuedTokens here = house.open(UserId{7});
};

TEST_F(OwnSessions, AreListedWithTheOneThatAsks) {
  house.clock.advance(std::chrono::seconds{1});
  const auto there = house.open(UserId{7}, {"2001:db8::7", "", "r"});
  const auto reply = ask(list);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body,
            R"({"data":[{"session_id":")" + there.session +
                R"(","device":"unknown","address":"2001:db8::7","created_at":"2026-11-22T09:30:01.000Z",)"
                R"("last_seen_at":"2026-11-22T09:30:01.000Z","expires_at":"2026-12-06T09:30:01.000Z",)"
                R"("current":false},{"session_id":")" +
                here.session +
                R"(","device":"curl/8","address":"192.0.2.1","created_at":"2026-11-22T09:30:00.000Z",)"
                R"("last_seen_at":"2026-11-22T09:30:00.000Z","expires_at":"2026-12-06T09:30:00.000Z",)"
                R"("current":true}],"meta":null})");
}

TEST_F(OwnSessions, EndWithASignOutThatNeedsNoBody) {
  const auto reply = ask(out);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 204);
  EXPECT_EQ(reply->body, "");
  EXPECT_FALSE(house.sessions.find(here.session));
  EXPECT_EQ(refusal_of(ask(out)), "invalid_token");
}

TEST_F(OwnSessions, EndAsTheScopeSays) {
  const auto there = house.open(UserId{7});
  ASSERT_TRUE(ask(out, R"({"scope":"others"})"));
  EXPECT_FALSE(house.sessions.find(there.session));
  EXPECT_TRUE(house.sessions.find(here.session));
  ASSERT_TRUE(ask(out, R"({"scope":"all"})"));
  EXPECT_FALSE(house.sessions.find(here.session));
}

TEST_F(OwnSessions, EndWithNullForAScopeAsWithNone) {
  ASSERT_TRUE(ask(out, R"({"scope":null})"));
  EXPECT_FALSE(house.sessions.find(here.session));
}

TEST_F(OwnSessions, EndByNoOtherScope) {
  EXPECT_EQ(refusal_of(ask(out, R"({"scope":"ALL"})")), "invalid_request, scope invalid_format");
  EXPECT_EQ(refusal_of(ask(out, R"({"scope":1,"x":2})")),
            "invalid_request, scope invalid_type, x unknown_field");
  EXPECT_TRUE(house.sessions.find(here.session));
}

TEST_F(OwnSessions, EndOneByOne) {
  const auto there = house.open(UserId{7});
  EXPECT_EQ(ask(end, {}, there.session)->status, 204);
  EXPECT_EQ(refusal_of(ask(end, {}, there.session)), "not_found");
  EXPECT_EQ(refusal_of(ask(end, {}, house.open(UserId{8}).session)), "not_found");
}

}  // namespace
}  // namespace gatehouse::auth::api
