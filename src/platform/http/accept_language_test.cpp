#include "platform/http/accept_language.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace gatehouse::http {
namespace {

constexpr std::array<std::string_view, 2> english_and_korean{"en", "ko"};

std::string_view preferred(std::string_view field) { return preferred_language(field, english_and_korean); }

TEST(AcceptLanguage, TakesTheFirstOfferedWhereNothingIsSaid) {
  EXPECT_EQ(preferred(""), "en");
  EXPECT_EQ(preferred(" , ,"), "en");
}

TEST(AcceptLanguage, TakesWhatIsWantedMost) {
  EXPECT_EQ(preferred("ko"), "ko");
  EXPECT_EQ(preferred("en;q=0.8, ko;q=0.9"), "ko");
  EXPECT_EQ(preferred("ko;q=0.8, en;q=0.801"), "en");
  EXPECT_EQ(preferred("fr, de;q=0.9, ko;q=0.1"), "ko");
}

TEST(AcceptLanguage, TakesTheFirstOfTwoThatAreWantedAlike) {
  EXPECT_EQ(preferred("ko, en"), "ko");
  EXPECT_EQ(preferred("en, ko"), "en");
  EXPECT_EQ(preferred("ko;q=0.5,en;q=0.500"), "ko");
}

TEST(AcceptLanguage, TakesALanguageWithItsRegions) {
  EXPECT_EQ(preferred("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7"), "ko");
  EXPECT_EQ(preferred("ko-Kore-KR"), "ko");
  EXPECT_EQ(preferred("en-GB, ko;q=0.9"), "en");
}

TEST(AcceptLanguage, MindsNoCaseAndNoSpaces) {
  EXPECT_EQ(preferred("KO-kr"), "ko");
  EXPECT_EQ(preferred("en ; Q=0.5 ,\tko ; q=1"), "ko");
}

TEST(AcceptLanguage, TakesTheStarForWhatIsNotNamed) {
  EXPECT_EQ(preferred("*"), "en");
  EXPECT_EQ(preferred("en;q=0.5, *"), "ko");
  EXPECT_EQ(preferred("en;q=0, *;q=0.1"), "ko");
  EXPECT_EQ(preferred("fr, *;q=0.5"), "en");
}

TEST(AcceptLanguage, DoesNotTakeWhatIsRefused) {
  EXPECT_EQ(preferred("ko;q=0"), "en");
  EXPECT_EQ(preferred("ko;q=0.000, en;q=0.1"), "en");
  EXPECT_EQ(preferred("en;q=0, ko;q=0.1"), "ko");
  EXPECT_EQ(preferred("en;q=0, ko;q=0"), "en");
}

TEST(AcceptLanguage, PassesOverWhatIsNoRangeWithAWeight) {
  for (const std::string_view part :
       {"ko;q=2", "ko;q=1.001", "ko;q=0.1234", "ko;q=-1", "ko;q=", "ko;q", "ko;level=1", "ko;q=1;x", "ko-",
        "-ko", "ko_KR", "k o", "koreanese", "korean", "ko--KR", "한국어", "*-KR", "ko;q=0,5"}) {
    EXPECT_EQ(preferred(std::string(part)), "en") << part;
    EXPECT_EQ(preferred(std::string(part) + ", ko;q=0.3"), "ko") << part;
  }
}

TEST(AcceptLanguage, ReadsALongFieldInOneGo) {
  std::string field;
  for (int i = 0; i < 4000; ++i) field += "xx,";
  EXPECT_EQ(preferred(field + "ko"), "ko");
}

}  // namespace
}  // namespace gatehouse::http
