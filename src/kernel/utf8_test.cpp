#include "kernel/utf8.hpp"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, IsText) {
  for (const auto text : {""sv, "a~\x7F\x01"sv, "\xC2\x80"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv, "\xEF\xBF\xBF"sv,
                          "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv, "\xEA\xB9\x80 kim"sv}) {
    EXPECT_TRUE(is_text(text)) << text;
  }
}

TEST(Utf8, IsNeitherOverlongNorCutNorASurrogateNorNul) {
  for (const auto bytes : {"\0"sv, "\x80"sv, "\xC2"sv, "\xC2 "sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xE1\x80"sv,
                           "\xED\xA0\x80"sv, "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv,
                           "ok\xFE"sv}) {
    EXPECT_FALSE(is_text(bytes));
  }
}

}  // namespace
}  // namespace gatehouse
