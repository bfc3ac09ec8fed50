#include "platform/http/basic.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

/// `id:secret` of such a header, in brackets lest a blank hide; "none" where there is nothing.
std::string read(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  const auto credentials = basic_credentials(request);
  if (!credentials) return "none";
  return '[' + credentials->id + "][" + std::string(credentials->secret.view()) + ']';
}

std::string read(const std::string& value) { return read({{"authorization", value}}); }

TEST(Basic, HoldsIdAndSecret) {
  EXPECT_EQ(read("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "[Aladdin][open sesame]");
  EXPECT_EQ(read("bASIC   QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "[Aladdin][open sesame]");
  EXPECT_EQ(read("Basic dGVzdDoxMjPCow=="), "[test][123\xC2\xA3]") << "RFC 7617, 2.1";
  EXPECT_EQ(read("Basic YTpiOmM="), "[a][b:c]") << "a:b:c";
  EXPECT_EQ(read("Basic YTo="), "[a][]") << "a:";
}

TEST(Basic, DecodesIdAndSecretAsFormsAre) {
  EXPECT_EQ(read("Basic YSUzQWI6YytkJTI1"), "[a:b][c d%]") << "a%3Ab:c+d%25";
}

TEST(Basic, IsNothingWhereAnythingIsNotAsItShouldBe) {
  for (const char* value : {
           "",
           "Basic",
           "Basic ",
           "Basic=YTpi",
           "Bearer YTpi",
           "Basic YTpi ",
           "Basic YTpi,",
           "Basic YTpi YTpi",
           "Basic Og==",       // no id
           "Basic YWI=",       // no colon
           "Basic YTpiYw",     // no padding
           "Basic YTpiYw=",    // too little of it
           "Basic YTpiYw===",  // too much
           "Basic YTpiYx==",   // bits that say nothing
           "Basic Y=TpiYw=",   // inside
           "Basic YTp_",       // the other alphabet
           "Basic YTr/",       // no UTF-8
           "Basic YToA",       // NUL
           "Basic YQo6Yg==",   // a line end in the id
           "Basic YTolMEE=",   // one in the secret, encoded
           "Basic YTolZ2c=",   // a broken escape
           "Basic =",
       }) {
    EXPECT_EQ(read(value), "none") << value;
  }
}

TEST(Basic, IsNothingWhereItIsAbsentOrRepeatedOrLong) {
  EXPECT_EQ(read(Headers{}), "none");
  EXPECT_EQ(read({{"authorization", "Basic YTpi"}, {"authorization", "Basic YTpi"}}), "none");
  EXPECT_EQ(read("Basic YTpi" + std::string(max_basic_length, 'A')), "none");
}

}  // namespace
}  // namespace gatehouse::http
