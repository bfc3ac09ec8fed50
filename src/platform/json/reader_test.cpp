#include "platform/json/reader.hpp"

#include <gtest/gtest.h>

namespace gatehouse::json {
namespace {

using namespace std::string_literals;

TEST(JsonReader, KeepsTheMembersInTheOrderOfTheBody) {
  const auto members =
      read_object(R"( {"b":"kim","a":7,"c":true,"d":null,"e":[1,{"x":2}],"f":{"g":1},"h":1.5} )");
  ASSERT_TRUE(members.has_value());
  ASSERT_EQ(members->size(), 7u);
  EXPECT_EQ((*members)[0].name, "b");
  EXPECT_EQ((*members)[0].value.text, "kim");
  EXPECT_EQ((*members)[1].value.integer, 7);
  EXPECT_TRUE((*members)[2].value.boolean);
  const Kind kinds[] = {Kind::string, Kind::integer, Kind::boolean, Kind::null,
                        Kind::array,  Kind::object,  Kind::fraction};
  for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ((*members)[i].value.kind, kinds[i]) << i;
}

TEST(JsonReader, UnescapesNamesAndStrings) {
  const auto members = read_object(R"({"\u006ba":"\ud83d\ude00\n\"\\\/"})");
  ASSERT_TRUE(members.has_value());
  EXPECT_EQ((*members)[0].name, "ka");
  EXPECT_EQ((*members)[0].value.text, "\xF0\x9F\x98\x80\n\"\\/");
}

TEST(JsonReader, ReadsALongStringWithManyEscapes) {
  std::string body = R"({"a":")";
  std::string expected;
  for (int i = 0; i < 2000; ++i) {
    body += "ab\\n\\u00e9";
    expected += "ab\n\xC3\xA9";
  }
  const auto members = read_object(body + "\"}");
  ASSERT_TRUE(members.has_value());
  EXPECT_EQ((*members)[0].value.text, expected);
}

TEST(JsonReader, TakesAnEmptyObjectAndTheLargestIntegers) {
  EXPECT_TRUE(read_object("{}").has_value());
  EXPECT_EQ((*read_object(R"({"a":9007199254740991})"))[0].value.integer, 9007199254740991);
  EXPECT_EQ((*read_object(R"({"a":-9007199254740991})"))[0].value.integer, -9007199254740991);
  EXPECT_EQ((*read_object(R"({"a":0})"))[0].value.integer, 0);
}

TEST(JsonReader, AllowsTheSameNameInDifferentObjects) {
  EXPECT_TRUE(read_object(R"({"a":{"a":{"a":1},"b":{"a":1}},"b":[{"a":1},{"a":1}]})").has_value());
}

std::string nested(std::size_t depth) {
  return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

TEST(JsonReader, AllowsSixteenLevelsAndNoMore) {
  EXPECT_TRUE(read_object(nested(16)).has_value());
  EXPECT_EQ(read_object(nested(17)).error().code, invalid_json);
  EXPECT_EQ(read_object(nested(8000)).error().detail, "The body is nested too deeply.");
}

struct Row {
  const char* name;
  std::string body;
};

class RefusedBody : public testing::TestWithParam<Row> {};

TEST_P(RefusedBody, IsInvalidJson) {
  const auto members = read_object(GetParam().body);
  ASSERT_FALSE(members.has_value());
  EXPECT_EQ(members.error().code, invalid_json);
  EXPECT_FALSE(members.error().detail.empty());
}

std::string with(const std::string& value) { return R"({"a":)" + value + "}"; }

INSTANTIATE_TEST_SUITE_P(
    JsonReader, RefusedBody,
    testing::Values(Row{"Empty", ""}, Row{"Blank", "  "}, Row{"Null", "null"}, Row{"Array", "[]"},
                    Row{"ArrayOfObject", "[{}]"}, Row{"String", "\"a\""}, Row{"Number", "1"},
                    Row{"True", "true"}, Row{"TwoDocuments", "{}{}"}, Row{"TrailingBytes", "{} x"},
                    Row{"TrailingNul", "{}\0"s}, Row{"ByteOrderMark", "\xEF\xBB\xBF{}"},
                    Row{"Utf16", "{\0}\0"s}, Row{"Comment", "{/* a */}"}, Row{"LineComment", "{} // a"},
                    Row{"TrailingComma", R"({"a":1,})"}, Row{"NoValue", R"({"a"})"}, Row{"Unquoted", "{a:1}"},
                    Row{"SingleQuotes", "{'a':1}"}, Row{"Unclosed", R"({"a":1)"},
                    Row{"UnclosedString", R"({"a":"b)"}, Row{"CutNumber", R"({"a":12)"},
                    Row{"Form", "a=1&b=2"}, Row{"VerticalTab", "{\v}"}, Row{"NoBreak", "{\xC2\xA0}"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    DuplicateKeys, RefusedBody,
    testing::Values(Row{"Twice", R"({"a":"x","a":"y"})"}, Row{"Apart", R"({"a":1,"b":2,"a":1})"},
                    Row{"Escaped", R"({"a":1,"\u0061":2})"}, Row{"Empty", R"({"":1,"":2})"},
                    Row{"Nested", R"({"b":{"a":1,"a":2}})"}, Row{"InArray", R"({"b":[{"a":1,"a":2}]})"},
                    Row{"AfterNested", R"({"a":{"b":1},"a":1})"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Numbers, RefusedBody,
    testing::Values(Row{"PointZero", with("1.0")}, Row{"Exponent", with("1e0")},
                    Row{"CapitalExponent", with("1E2")}, Row{"FractionThatIsWhole", with("1.50e1")},
                    Row{"NegativeZero", with("-0")}, Row{"NegativeZeroPoint", with("-0.0")},
                    Row{"Huge", with("1e400")}, Row{"NothingHuge", with("0e542")},
                    Row{"MinusHuge", with("-1e400")}, Row{"BeyondExact", with("9007199254740992")},
                    Row{"BelowExact", with("-9007199254740992")}, Row{"TwoTo63", with("9223372036854775808")},
                    Row{"TwoTo64", with("18446744073709551616")}, Row{"Long", with(std::string(400, '9'))},
                    Row{"Hex", with("0x1")}, Row{"Plus", with("+1")}, Row{"NaN", with("NaN")},
                    Row{"Infinity", with("Infinity")}, Row{"LeadingZero", with("01")},
                    Row{"NoDigit", with("-")}, Row{"PointAlone", with("1.")}, Row{"NoWhole", with(".5")},
                    Row{"ExponentAlone", with("1e")}, Row{"NestedPointZero", with("[1.0]")}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Strings, RefusedBody,
    testing::Values(Row{"EscapedNul", with(R"("a\u0000b")")}, Row{"RawNul", with("\"a\0b\""s)},
                    Row{"NulInName", R"({"a\u0000":1})"}, Row{"NulNested", with(R"(["\u0000"])")},
                    Row{"LineFeed", with("\"a\nb\"")}, Row{"Byte", with("\"\xFF\"")},
                    Row{"Overlong", with("\"\xC0\xAF\"")}, Row{"Surrogate", with("\"\xED\xA0\x80\"")},
                    Row{"Cut", with("\"\xE2\x82\"")}, Row{"BeyondUnicode", with("\"\xF4\x90\x80\x80\"")},
                    Row{"BadName", "{\"\xFF\":1}"}, Row{"LoneLead", with(R"("\ud800")")},
                    Row{"LoneTrail", with(R"("\udc00")")}, Row{"LeadThenText", with(R"("\ud800a")")},
                    Row{"LeadTwice", with(R"("\ud800\ud800")")}, Row{"LoneInName", R"({"\ud800":1})"},
                    Row{"BadEscape", with(R"("\x41")")}, Row{"CutEscape", with(R"("\u00")")}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace gatehouse::json
