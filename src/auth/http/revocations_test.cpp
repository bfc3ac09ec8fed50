#include "auth/http/revocations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/auth/served.hpp"

namespace gatehouse::auth::api {
namespace {

class OneText final : public PublishedRevocations {
 public:
  std::shared_ptr<const TaggedText> current() override {
    return std::make_shared<const TaggedText>("header.claims.signature", "\"tag\"");
  }
};

TEST(RevocationsEndpoint, AnswersWithTheSignedListAndLetsItBeKeptForAMoment) {
  OneText list;
  const auto reply = testing::serve(revocations(list), "");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "header.claims.signature");
  EXPECT_EQ(reply->content_type, "application/jwt");
  EXPECT_THAT(reply->headers, ::testing::ElementsAre(::testing::Pair("Cache-Control", "public, max-age=5"),
                                                     ::testing::Pair("ETag", "\"tag\"")));
}

}  // namespace
}  // namespace gatehouse::auth::api
