#include "platform/log/json_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace gatehouse::log {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const Time noon = from_millis(1'795'305'600'125);

std::string line_of(std::initializer_list<Field> fields, std::string_view request_id = {}) {
  return json_line(noon, Level::info, "tried", request_id, fields);
}

TEST(JsonLine, HoldsTimeLevelEventAndFieldsInOrder) {
  EXPECT_EQ(line_of({{"user_id", std::int64_t{7}}, {"took", 0.5}, {"again", true}, {"name", "kim"}}),
            "{\"ts\":\"2026-11-22T00:00:00.125Z\",\"level\":\"info\",\"event\":\"tried\",\"user_id\":7,"
            "\"took\":0.5,"
            "\"again\":true,\"name\":\"kim\"}\n");
}

TEST(JsonLine, CarriesTheRequestId) {
  EXPECT_THAT(line_of({}, "abc"), EndsWith("\"event\":\"tried\",\"request_id\":\"abc\"}\n"));
}

TEST(JsonLine, WritesNoNumberThatJsonLacks) {
  EXPECT_THAT(line_of({{"x", std::numeric_limits<double>::infinity()}}), HasSubstr("\"x\":null"));
  EXPECT_THAT(line_of({{"x", std::numeric_limits<double>::quiet_NaN()}}), HasSubstr("\"x\":null"));
}

struct Row {
  std::string_view title;
  std::string_view given;
  std::string_view written;
};

class Escapes : public testing::TestWithParam<Row> {};

TEST_P(Escapes, WhatCouldBreakTheLineOrTheReader) {
  EXPECT_EQ(line_of({{"v", GetParam().given}}),
            line_of({{"v", "@"}}).replace(line_of({{"v", "@"}}).find('@'), 1, GetParam().written));
}

using namespace std::string_view_literals;

INSTANTIATE_TEST_SUITE_P(
    JsonLine, Escapes,
    testing::Values(
        Row{"Quote", "a\"b", R"(a\"b)"}, Row{"Backslash", "a\\b", R"(a\\b)"},
        Row{"LineFeed", "a\nb", R"(a\nb)"}, Row{"CarriageReturn", "a\rb", R"(a\u000db)"},
        Row{"Tab", "a\tb", R"(a\u0009b)"}, Row{"Nul", "a\0b"sv, R"(a\u0000b)"},
        Row{"Escape", "\x1b[31m", R"(\u001b[31m)"}, Row{"Delete", "\x7f", R"(\u007f)"},
        Row{"C1Control", "\u009b", R"(\u009b)"}, Row{"LineSeparator", "\u2028", R"(\u2028)"},
        Row{"ParagraphSeparator", "\u2029", R"(\u2029)"}, Row{"BidiOverride", "\u202e", R"(\u202e)"},
        Row{"BidiIsolate", "\u2066", R"(\u2066)"}, Row{"ByteOrderMark", "\ufeff", R"(\ufeff)"},
        Row{"PlainLetters", "Zoë 김 😀", "Zoë 김 😀"}, Row{"StrayContinuation", "a\x80"sv, "a\uFFFD"},
        Row{"CutSequence", "a\xe2\x82"sv, "a\uFFFD\uFFFD"}, Row{"Overlong", "\xc0\xaf"sv, "\uFFFD\uFFFD"},
        Row{"Surrogate", "\xed\xa0\x80"sv, "\uFFFD\uFFFD\uFFFD"},
        Row{"BeyondUnicode", "\xf4\x90\x80\x80"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"},
        Row{"NeverInUtf8", "\xff"sv, "\uFFFD"}, Row{"GoodAfterBad", "\xe2(\xa1"sv, "\uFFFD(\uFFFD"}),
    [](const auto& row) { return std::string{row.param.title}; });

TEST(JsonLine, EscapesTheRequestIdToo) {
  EXPECT_THAT(line_of({}, "a\nb"), HasSubstr(R"("request_id":"a\nb")"));
}

TEST(JsonLine, CutsALongValueBetweenCodePoints) {
  std::string lengthy;
  for (int i = 0; i < 3000; ++i) lengthy += "é";
  const std::string line = line_of({{"v", lengthy}});
  EXPECT_LT(line.size(), max_line);
  EXPECT_THAT(line, EndsWith("é…\"}\n"));
  EXPECT_THAT(line, Not(HasSubstr("\uFFFD")));
}

TEST(JsonLine, FitsManyLongValuesIntoOnePipeWrite) {
  const std::string lengthy(5000, '\x01');
  const std::string line = line_of({{"a", lengthy}, {"b", lengthy}, {"c", lengthy}, {"d", std::int64_t{1}}});
  EXPECT_LE(line.size(), max_line);
  EXPECT_THAT(line, EndsWith("\"d\":1}\n"));
}

}  // namespace
}  // namespace gatehouse::log
