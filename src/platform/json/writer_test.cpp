#include "platform/json/writer.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "platform/json/reader.hpp"

namespace gatehouse::json {
namespace {

std::string written(std::string_view text) {
  std::string out;
  write(out, text);
  return out;
}

TEST(JsonWriter, WritesPlainTextAsItIs) {
  EXPECT_EQ(written("kim"), R"("kim")");
  EXPECT_EQ(written(""), R"("")");
  EXPECT_EQ(written("한글 é 😀"), "\"한글 é 😀\"");
}

TEST(JsonWriter, EscapesWhatJsonMustEscape) {
  EXPECT_EQ(written("a\"b\\c\n\r\t\x01\x1f/"), R"("a\"b\\c\n\r\t\u0001\u001f/")");
  EXPECT_EQ(written(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(JsonWriter, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(written("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(written("\xC3"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(written("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(written("\xC0\xAF"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  for (const std::string bad :
       {"\xE0\x80\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xF0\x9F\x98"}) {
    std::string replaced;
    for (std::size_t i = 0; i < bad.size(); ++i) replaced += "\xEF\xBF\xBD";
    EXPECT_EQ(written(bad + 'z'), '"' + replaced + "z\"");
  }
}

TEST(JsonWriter, KeepsTheEdgesOfUtf8) {
  for (const std::string edge : {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                 "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(written(edge), '"' + edge + '"');
  }
}

TEST(JsonWriter, IsReadBackByTheReader) {
  std::string text;
  for (int c = 1; c < 128; ++c) text += static_cast<char>(c);
  const auto members = read_object("{\"a\":" + written(text) + "}");
  ASSERT_TRUE(members.has_value());
  EXPECT_EQ((*members)[0].value.text, text);
}

TEST(JsonWriter, WritesNumbersAndFlags) {
  std::string out;
  write(out, std::int64_t{0});
  out += ',';
  write(out, std::numeric_limits<std::int64_t>::min());
  out += ',';
  write(out, true);
  write(out, false);
  EXPECT_EQ(out, "0,-9223372036854775808,truefalse");
}

}  // namespace
}  // namespace gatehouse::json
