// The two endpoints at /api/auth/v1 as a client sees them.

#include <gtest/gtest.h>

#include <algorithm>

#include "auth/app/issue_code.hpp"
#include "auth/http/request_verification.hpp"
#include "auth/http/verify_address.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/auth/served.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;
using testing::serve;

class VerificationEndpoints : public ::testing::Test {
 protected:
  VerificationEndpoints() {
    accounts_.add(UserId{7}, "kim@example.com");
    issue_(UserId{7}, "kim@example.com");  // 000000
  }

  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  testing::PlainCodeHashes hashes_;
  testing::CountingRandomness randomness_;
  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  testing::CollectingEvents events_;
  testing::PlainTransactions transactions_;
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
  testing::RecordedAudit audit_;
  testing::FakeCodeRequestLimits request_limits_;
  RequestVerification request_{codes_, events_, accounts_, request_limits_, transactions_, audit_, clock_};
  testing::FakeGuessLimits guess_limits_;
  VerifyAddress verify_{codes_, hashes_, accounts_, guess_limits_, transactions_, audit_, clock_};
  http::Endpoint post_ = request_verification(request_);
  http::Endpoint put_ = verify_address(verify_);
};

TEST_F(VerificationEndpoints, StartAlikeForEveryAccount) {
  const auto known = serve(post_, R"({"user_id":7,"email":"kim@example.com"})");
  const auto unknown = serve(post_, R"({"user_id":404,"email":"kim@example.com"})");
  ASSERT_TRUE(known && unknown);
  EXPECT_EQ(known->status, 202);
  EXPECT_EQ(known->body, R"({"data":{"expires_in":180},"meta":null})");
  EXPECT_EQ(unknown->status, known->status);
  EXPECT_EQ(unknown->body, known->body);
  EXPECT_EQ(events_.all.size(), 2U);
}

TEST_F(VerificationEndpoints, TakeTheUserFromTheToken) {
  ASSERT_TRUE(serve(post_, R"({"email":"kim@example.com"})", 7));
  EXPECT_EQ(events_.all.back().user_id, 7);
  EXPECT_TRUE(serve(post_, R"({"user_id":7,"email":"kim@example.com"})", 7));
}

TEST_F(VerificationEndpoints, RefuseATokenOfAnotherUser) {
  EXPECT_EQ(refusal_of(serve(post_, R"({"user_id":8,"email":"kim@example.com"})", 7)), "forbidden");
  EXPECT_EQ(refusal_of(serve(put_, R"({"user_id":7,"email":"kim@example.com","verify_code":"000000"})", 8)),
            "forbidden");
  EXPECT_TRUE(events_.all.empty());
  EXPECT_EQ(accounts_.confirmations(), 0);
}

TEST_F(VerificationEndpoints, WantAUserFromSomewhere) {
  EXPECT_EQ(refusal_of(serve(post_, R"({"email":"kim@example.com"})")), "invalid_request, user_id missing");
  EXPECT_EQ(refusal_of(serve(put_, R"({})")),
            "invalid_request, email missing, verify_code missing, user_id missing");
  EXPECT_EQ(refusal_of(serve(put_, R"({"user_id":"7","email":7,"verify_code":0})")),
            "invalid_request, user_id invalid_type, email invalid_type, verify_code invalid_type");
}

TEST_F(VerificationEndpoints, RefuseToStartForWhatIsNoAddress) {
  EXPECT_EQ(refusal_of(serve(post_, R"({"user_id":7,"email":"no address"})")),
            "invalid_request, email invalid_format");
  EXPECT_EQ(refusal_of(serve(post_, R"({"user_id":404,"email":"no address"})")),
            "invalid_request, email invalid_format");
  EXPECT_EQ(refusal_of(serve(post_, R"({"email":"no address"})")),
            "invalid_request, email invalid_format, user_id missing");
}

TEST_F(VerificationEndpoints, ProveTheAddressWithTheRightCode) {
  const auto reply = serve(put_, R"({"user_id":7,"email":"kim@example.com","verify_code":"000000"})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, R"({"data":{"is_verified":true},"meta":null})");
}

TEST_F(VerificationEndpoints, RefuseEverythingElseAlike) {
  for (const auto* body : {R"({"user_id":7,"email":"kim@example.com","verify_code":"000001"})",
                           R"({"user_id":7,"email":"kim@example.com","verify_code":"0"})",
                           R"({"user_id":7,"email":"no address","verify_code":"000000"})",
                           R"({"user_id":7,"email":"lee@example.com","verify_code":"000000"})",
                           R"({"user_id":404,"email":"kim@example.com","verify_code":"000000"})"}) {
    EXPECT_EQ(refusal_of(serve(put_, body)), "verification_failed") << body;
  }
}

TEST_F(VerificationEndpoints, SayInTheProblemThatNothingIsVerified) {
  const auto declared = std::ranges::find_if(
      put_.refusals, [](const auto& note) { return note.code == "verification_failed"; });
  ASSERT_NE(declared, put_.refusals.end());
  EXPECT_EQ(declared->members, (boost::json::object{{"is_verified", false}}));
}

TEST_F(VerificationEndpoints, TellWhoKnowsTheCodeThatAnotherWasFirst) {
  accounts_.prove_elsewhere("kim@example.com");
  EXPECT_EQ(refusal_of(serve(put_, R"({"user_id":7,"email":"kim@example.com","verify_code":"000000"})")),
            "email_taken");
}

}  // namespace
}  // namespace gatehouse::auth::api
