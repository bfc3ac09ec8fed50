#include "platform/http/request_id.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace gatehouse::http {
namespace {

TEST(RequestId, IsKeptWhereItIsHarmless) {
  EXPECT_TRUE(is_valid_request_id("a"));
  EXPECT_TRUE(is_valid_request_id("4bf92f35-77b3.4da6_A"));
  EXPECT_TRUE(is_valid_request_id(std::string(64, 'a')));
}

TEST(RequestId, IsReplacedWhereItIsNot) {
  EXPECT_FALSE(is_valid_request_id(""));
  EXPECT_FALSE(is_valid_request_id(std::string(65, 'a')));
  for (const auto* id : {"a b", "a\"", "a\r\nb", "\xc3\xa4", "a/b", "a,b"})
    EXPECT_FALSE(is_valid_request_id(id)) << id;
}

TEST(RequestId, IsMadeAnewEachTime) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(make_request_id());
  EXPECT_EQ(ids.size(), 100u);
  for (const auto& id : ids) EXPECT_THAT(id, ::testing::MatchesRegex("[0-9a-f]{32}"));
}

}  // namespace
}  // namespace gatehouse::http
