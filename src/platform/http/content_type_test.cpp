#include "platform/http/content_type.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

class JsonMediaType : public testing::TestWithParam<const char*> {};
class OtherMediaType : public testing::TestWithParam<const char*> {};

TEST_P(JsonMediaType, IsTaken) { EXPECT_TRUE(is_media_type(GetParam(), "application/json")); }
TEST_P(OtherMediaType, IsRefused) { EXPECT_FALSE(is_media_type(GetParam(), "application/json")); }

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

std::optional<std::string> fault_of(const Request& request) {
  return media_type_fault(request, BodyMedia::json);
}

TEST(MediaTypeFault, NamesTheTypeThatTheEndpointTakes) {
  const Request form = with({{"content-type", "application/x-www-form-urlencoded; charset=UTF-8"}});
  EXPECT_EQ(media_type_fault(form, BodyMedia::form), std::nullopt);
  EXPECT_EQ(media_type_fault(form, BodyMedia::json), "The body must be application/json in UTF-8.");
  EXPECT_EQ(media_type_fault(with({{"content-type", "application/json"}}), BodyMedia::form),
            "The body must be application/x-www-form-urlencoded in UTF-8.");
  EXPECT_EQ(media_type_fault(with({}), BodyMedia::form),
            "Send one Content-Type: application/x-www-form-urlencoded.");
}

TEST(MediaTypeFault, WantsOneContentType) {
  EXPECT_FALSE(fault_of(with({{"content-type", "application/json"}})));
  EXPECT_TRUE(fault_of(with({})));
  EXPECT_TRUE(fault_of(with({{"content-type", "text/plain"}})));
  EXPECT_TRUE(fault_of(with({{"content-type", "application/json"}, {"content-type", "application/json"}})));
}

TEST(MediaTypeFault, TakesNoEncodingButIdentity) {
  const auto encoded = [](const char* encoding) {
    return with({{"content-type", "application/json"}, {"content-encoding", encoding}});
  };
  EXPECT_FALSE(fault_of(encoded("identity")));
  EXPECT_FALSE(fault_of(encoded("Identity")));
  EXPECT_TRUE(fault_of(encoded("gzip")));
  EXPECT_TRUE(fault_of(encoded("br")));
  EXPECT_TRUE(fault_of(encoded("identity, gzip")));
  EXPECT_TRUE(fault_of(encoded("")));
  EXPECT_TRUE(fault_of(with({{"content-type", "application/json"},
                             {"content-encoding", "identity"},
                             {"content-encoding", "gzip"}})));
}

}  // namespace
}  // namespace gatehouse::http
