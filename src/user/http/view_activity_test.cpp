#include "user/http/view_activity.hpp"

#include <gtest/gtest.h>

#include "tests/support/user/asked.hpp"
#include "tests/support/user/memory_activity.hpp"
#include "tests/support/user/user_house.hpp"

namespace gatehouse::user::api {
namespace {

class OwnActivity : public ::testing::Test {
 protected:
  Result<http::Reply> ask(std::string query = {}, std::int64_t path_id = 1) {
    return testing::ask(endpoint,
                        {.query = std::move(query), .path_id = path_id, .token_user = kim.id.value});
  }

  testing::UserHouse house;
  const User kim = house.member();
  testing::MemoryActivity log;
  ViewActivity use_case{house.users, log};
  http::Endpoint endpoint = view_activity(use_case);
};

TEST_F(OwnActivity, IsShownWithWhereItGoesOn) {
  log.items = {{house.clock.now(), "sign_in", "failure", "203.0.113.9", "s-1"},
               {house.clock.now(), "key_rotated", "success", {}, {}},
               {house.clock.now(), "signed_up", "success", {}, {}}};
  const auto reply = ask("limit=2");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, R"({"data":[{"at":"2026-11-22T09:31:00.000Z","event":"sign_in","outcome":"failure",)"
                         R"("address":"203.0.113.9","session_id":"s-1"},)"
                         R"({"at":"2026-11-22T09:31:00.000Z","event":"key_rotated","outcome":"success"}],)"
                         R"("meta":{"next":"2"}})");
  const auto rest = ask("limit=2&after=2");
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->body,
            R"({"data":[{"at":"2026-11-22T09:31:00.000Z","event":"signed_up","outcome":"success"}],)"
            R"("meta":{"next":null}})");
}

TEST_F(OwnActivity, HasFiftyItemsOnAPageUnlessAskedForOthers) {
  EXPECT_TRUE(ask());
  EXPECT_TRUE(ask("limit=100"));
  EXPECT_EQ(log.asked[0].most, 50);
  EXPECT_EQ(log.asked[1].most, 100);
  EXPECT_EQ(log.asked[1].user, kim.id);
}

TEST_F(OwnActivity, RefusesABadPage) {
  EXPECT_EQ(testing::refusal_of(ask("limit=101")), "invalid_request limit:invalid_format");
  EXPECT_EQ(testing::refusal_of(ask("limit=0&after=a.b")),
            "invalid_request after:invalid_format limit:invalid_format");
  EXPECT_EQ(testing::refusal_of(ask("after=forged")), "invalid_request after:invalid_format");
  EXPECT_EQ(testing::refusal_of(ask("page=1")), "invalid_request page:unknown_field");
}

TEST_F(OwnActivity, IsNobodyElses) {
  house.member("lee");
  EXPECT_EQ(testing::refusal_of(ask({}, 2)), "forbidden");
  EXPECT_EQ(testing::refusal_of(ask({}, 77)), "forbidden");
  EXPECT_TRUE(log.asked.empty());
}

TEST_F(OwnActivity, IsGoneWithTheAccount) {
  house.users.remove(kim.id, "hash of quiet lantern");
  EXPECT_EQ(testing::refusal_of(ask()), "invalid_token");
}

}  // namespace
}  // namespace gatehouse::user::api
