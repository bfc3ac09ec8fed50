#include "platform/http/content_type.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

class JsonMediaType : public testing::TestWithParam<const char*> {};
class OtherMediaType : public testing::TestWithParam<const char*> {};

TEST_P(JsonMediaType, IsTaken) { EXPECT_TRUE(is_json_media_type(GetParam())); }
TEST_P(OtherMediaType, IsRefused) { EXPECT_FALSE(is_json_media_type(GetParam())); }

INSTANTIATE_TEST_SUITE_P(ContentType, JsonMediaType,
                         testing::Values("application/json", "Application/JSON",
                                         "application/json;charset=utf-8", "application/json; charset=UTF-8",
                                         "application/json ;\tCharset=\"utf-8\"", "application/json;",
                                         " application/json "));

INSTANTIATE_TEST_SUITE_P(
    ContentType, OtherMediaType,
    testing::Values("", "text/plain", "text/json", "application/jsonp", "application/json+x",
                    "application/problem+json", "application/x-www-form-urlencoded", "application",
                    "application /json", "application/json, text/plain", "*/*",
                    "application/json; charset=utf-16", "application/json; charset=iso-8859-1",
                    "application/json; charset",
                    "application/json; charset=", "application/json; charset=\"utf-8",
                    "application/json; charset = utf-8", "application/json; version=1",
                    "application/json; charset=utf-8; x=1", "application/json; charset=utf-8; charset=utf-8",
                    "application/json charset=utf-8", "multipart/form-data; boundary=x"));

Request with(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  request.body = "{}";
  return request;
}

TEST(MediaTypeFault, WantsOneContentType) {
  EXPECT_FALSE(media_type_fault(with({{"content-type", "application/json"}})));
  EXPECT_TRUE(media_type_fault(with({})));
  EXPECT_TRUE(media_type_fault(with({{"content-type", "text/plain"}})));
  EXPECT_TRUE(
      media_type_fault(with({{"content-type", "application/json"}, {"content-type", "application/json"}})));
}

TEST(MediaTypeFault, TakesNoEncodingButIdentity) {
  const auto encoded = [](const char* encoding) {
    return with({{"content-type", "application/json"}, {"content-encoding", encoding}});
  };
  EXPECT_FALSE(media_type_fault(encoded("identity")));
  EXPECT_FALSE(media_type_fault(encoded("Identity")));
  EXPECT_TRUE(media_type_fault(encoded("gzip")));
  EXPECT_TRUE(media_type_fault(encoded("br")));
  EXPECT_TRUE(media_type_fault(encoded("identity, gzip")));
  EXPECT_TRUE(media_type_fault(encoded("")));
  EXPECT_TRUE(media_type_fault(with({{"content-type", "application/json"},
                                     {"content-encoding", "identity"},
                                     {"content-encoding", "gzip"}})));
}

}  // namespace
}  // namespace gatehouse::http
