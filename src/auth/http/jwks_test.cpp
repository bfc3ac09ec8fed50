#include "auth/http/jwks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/auth/served.hpp"

namespace gatehouse::auth::api {
namespace {

class OneKey final : public PublishedKeys {
 public:
  std::string document() const override { return R"({"keys":[{"kid":"k"}]})"; }
  bool is_current() const override { return current; }

  bool current = true;
};

TEST(JwksEndpoint, AnswersWithTheBareKeysAndLetsThemBeKept) {
  const OneKey keys;
  const auto reply = testing::serve(jwks(keys), "");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, R"({"keys":[{"kid":"k"}]})");
  EXPECT_EQ(reply->content_type, "application/json; charset=utf-8");
  EXPECT_THAT(reply->headers,
              ::testing::ElementsAre(::testing::Pair("Cache-Control", "public, max-age=300")));
}

TEST(JwksEndpoint, LetsNobodyKeepWhatMayLackAKey) {
  OneKey keys;
  keys.current = false;
  const auto reply = testing::serve(jwks(keys), "");
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->headers, ::testing::ElementsAre(::testing::Pair("Cache-Control", "no-store")));
}

}  // namespace
}  // namespace gatehouse::auth::api
