// The two endpoints at /api/user/v1/password/reset as a client sees them.

#include <gtest/gtest.h>

#include <algorithm>

#include "auth/app/issue_reset_code.hpp"
#include "auth/http/request_password_reset.hpp"
#include "auth/http/reset_password.hpp"
#include "tests/support/auth/recovery_house.hpp"
#include "tests/support/auth/served.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;
using testing::serve;

class PasswordResetEndpoints : public ::testing::Test {
 protected:
  PasswordResetEndpoints() { house_.accounts.move(UserId{7}, "kim@example.com", true); }

  /// Asks and lets the mail come: reset id "secret-N", code "00000N".
  void ask() {
    ASSERT_TRUE(serve(post_, R"({"email":"kim@example.com"})"));
    house_.issue_reset_code(house_.events.resets.back());
  }

  testing::RecoveryHouse house_;
  http::Endpoint post_ = request_password_reset(house_.request_password_reset);
  http::Endpoint put_ = reset_password(house_.reset_password);
};

TEST_F(PasswordResetEndpoints, StartAlikeForEveryAddress) {
  const auto known = serve(post_, R"({"email":"kim@example.com"})");
  const auto unknown = serve(post_, R"({"email":"nobody@example.com"})");
  ASSERT_TRUE(known && unknown);
  EXPECT_EQ(known->status, 202);
  EXPECT_EQ(known->body, R"({"data":{"reset_id":"secret-0","expires_in":600},"meta":null})");
  EXPECT_EQ(unknown->status, 202);
  EXPECT_EQ(unknown->body, R"({"data":{"reset_id":"secret-1","expires_in":600},"meta":null})");
}

TEST_F(PasswordResetEndpoints, RefuseToStartForWhatIsNoAddress) {
  EXPECT_EQ(refusal_of(serve(post_, R"({"email":"no address"})")), "invalid_request, email invalid_format");
  EXPECT_EQ(refusal_of(serve(post_, R"({})")), "invalid_request, email missing");
}

TEST_F(PasswordResetEndpoints, SetTheNewPassword) {
  ask();
  const auto reply =
      serve(put_, R"({"reset_id":"secret-0","verify_code":"000000","new_password":"fresh lantern"})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, R"({"data":{"is_reset":true},"meta":null})");
  EXPECT_EQ(house_.recovery.passwords[UserId{7}], "fresh lantern");
}

TEST_F(PasswordResetEndpoints, TellAllFaultsOfShapeAtOnceAndSpendNothing) {
  ask();
  EXPECT_EQ(refusal_of(serve(put_, R"({"verify_code":1,"new_password":"nobody's","x":1})")),
            "invalid_request, reset_id missing, verify_code invalid_type, new_password too_common, x "
            "unknown_field");
  EXPECT_EQ(house_.resets.attempts_asked, 0);
}

TEST_F(PasswordResetEndpoints, RefuseEverythingElseAlike) {
  ask();
  for (const auto* body :
       {R"({"reset_id":"secret-0","verify_code":"999999","new_password":"fresh lantern"})",
        R"({"reset_id":"secret-0","verify_code":"0","new_password":"fresh lantern"})",
        R"({"reset_id":"","verify_code":"000000","new_password":"fresh lantern"})",
        R"({"reset_id":"secret-9","verify_code":"000000","new_password":"fresh lantern"})"}) {
    EXPECT_EQ(refusal_of(serve(put_, body)), "verification_failed") << body;
  }
}

TEST_F(PasswordResetEndpoints, SayInTheProblemThatNothingIsReset) {
  const auto declared = std::ranges::find_if(
      put_.refusals, [](const auto& note) { return note.code == "verification_failed"; });
  ASSERT_NE(declared, put_.refusals.end());
  EXPECT_EQ(declared->members, (boost::json::object{{"is_reset", false}}));
}

TEST_F(PasswordResetEndpoints, HashOnTheHashingLaneOnly) {
  EXPECT_EQ(put_.lane, http::LaneName::hashing);
  EXPECT_NE(post_.lane, http::LaneName::hashing);
}

}  // namespace
}  // namespace gatehouse::auth::api
