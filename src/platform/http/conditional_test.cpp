#include "platform/http/conditional.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

Reply asked(Headers headers, Reply reply, std::string method = "GET") {
  Request request;
  request.method = std::move(method);
  request.headers = std::move(headers);
  answer_condition(request, reply);
  return reply;
}

const Reply document{
    200, "text/plain", "all of it", {{"ETag", "\"v1\""}, {"Cache-Control", "max-age=5"}, {"X-More", "1"}}};

Reply asked(const std::string& known) { return asked({{"if-none-match", known}}, document); }

class KnownVersion : public testing::TestWithParam<const char*> {};
class OtherVersion : public testing::TestWithParam<const char*> {};

TEST_P(KnownVersion, IsNotSentAgain) { EXPECT_EQ(asked(GetParam()).status, 304); }
TEST_P(OtherVersion, IsAnsweredInFull) {
  EXPECT_EQ(asked(GetParam()).status, 200);
  EXPECT_EQ(asked(GetParam()).body, "all of it");
}

INSTANTIATE_TEST_SUITE_P(Conditional, KnownVersion,
                         testing::Values("*", "\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", ", ,\"v0\" ,W/\"v1\",",
                                         "\"a,b\",\"v1\"", "\"\",\t\"v1\"", "\"\xC3\xA9\", \"v1\""));
INSTANTIATE_TEST_SUITE_P(Conditional, OtherVersion,
                         testing::Values("", "v1", "\"v1", "v1\"", "\"V1\"", "w/\"v1\"", "W/ \"v1\"",
                                         "\"v0\"", "\"x\" \"v1\"", "\"x, \"v1\"", "x, \"v1\"", "\"*\"",
                                         "*, \"x\"", "\"v1 \"", "W/W/\"v1\""));

TEST(Conditional, KeepsOnlyWhatGoesWithTheBodyThatTheClientHas) {
  const Reply reply = asked("*");
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.content_type, "");
  EXPECT_EQ(reply.headers, (Headers{{"ETag", "\"v1\""}, {"Cache-Control", "max-age=5"}}));
}

TEST(Conditional, ReadsARepeatedHeaderAsOneList) {
  EXPECT_EQ(asked({{"if-none-match", "\"v0\""}, {"if-none-match", "\"v1\""}}, document).status, 304);
}

TEST(Conditional, ComparesAWeakTagOfOurs) {
  EXPECT_EQ(asked({{"if-none-match", "\"v1\""}}, {200, "", "", {{"ETag", "W/\"v1\""}}}).status, 304);
}

TEST(Conditional, LeavesOtherRepliesAlone) {
  const Headers known{{"if-none-match", "*"}};
  EXPECT_EQ(asked({}, document).status, 200);
  EXPECT_EQ(asked(known, document, "POST").status, 200);
  EXPECT_EQ(asked(known, {200, "", "", {}}).status, 200);
  EXPECT_EQ(asked(known, {404, "", "", {{"ETag", "\"v1\""}}}).status, 404);
}

TEST(EntityTag, IsQuotedAndChangesWithTheContent) {
  EXPECT_EQ(make_entity_tag("abc"), "\"ungWv48Bz+pBQUDeXa4iI7\"");
  EXPECT_NE(make_entity_tag("abd"), make_entity_tag("abc"));
}

}  // namespace
}  // namespace gatehouse::http
