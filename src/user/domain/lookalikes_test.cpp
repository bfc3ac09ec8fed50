#include "user/domain/lookalikes.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "user/domain/nickname.hpp"

namespace gatehouse::user {
namespace {

bool collide(std::string_view one, std::string_view other) {
  const auto first = Nickname::parse(one);
  const auto second = Nickname::parse(other);
  EXPECT_TRUE(first && second);
  return first->key() == second->key() || first->look() == second->look();
}

class Twin : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Twin, LooksLikeTheOther) {
  const auto& [one, other] = GetParam();
  EXPECT_TRUE(collide(one, other));
}

INSTANTIATE_TEST_SUITE_P(
    Lookalikes, Twin,
    testing::Values(std::pair{"admin", "Admin"}, std::pair{"admin", "ADMIN"}, std::pair{"admin", "аdmin"},
                    std::pair{"admin", "admın"}, std::pair{"admin", "ａｄｍｉｎ"},
                    std::pair{"admin", "αdmin"}, std::pair{"admin", "ΑDMIN"}, std::pair{"admin", "admіn"},
                    std::pair{"admin", "adm\u0131\u0307n"}, std::pair{"admin", "admi\u0307n"},
                    std::pair{"admin", "ADM\u0130N"}, std::pair{"paypal", "раураӀ"},
                    std::pair{"admin", "admІn"}, std::pair{"admin", "АDMІN"}, std::pair{"Ivan", "Іvan"},
                    std::pair{"Ivan", "Ιvan"}, std::pair{"Bob", "Вob"}, std::pair{"Nick", "Νick"},
                    std::pair{"vick", "νick"}, std::pair{"NYX", "ΝΥΧ"}, std::pair{"Tom", "Τom"},
                    std::pair{"scope", "ѕсоре"}, std::pair{"renée", "rеn\u0435\u0301e"},
                    std::pair{"naïve", "naїve"}, std::pair{"Kim", "\u212Aim"}, std::pair{"ago", "a\u0261o"},
                    std::pair{"Наташа", "НАТАША"}));

class Neighbour : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Neighbour, IsSomebodyElse) {
  const auto& [one, other] = GetParam();
  EXPECT_FALSE(collide(one, other));
}

INSTANTIATE_TEST_SUITE_P(Lookalikes, Neighbour,
                         testing::Values(std::pair{"modern", "modem"}, std::pair{"lion1", "lionl"},
                                         std::pair{"lion", "iion"}, std::pair{"o0", "oo"},
                                         std::pair{"Ivan", "lvan"}, std::pair{"vvim", "wim"},
                                         std::pair{"rene", "rené"}, std::pair{"kim.", "kim,"},
                                         std::pair{"Наташа", "Наталя"}, std::pair{"ырод", "blpod"},
                                         std::pair{"김민수", "김민주"}, std::pair{"strasse", "strase"}));

TEST(Lookalikes, LeaveAsciiAsItIsButForCase) {
  std::u32string ascii;
  std::u32string lower;
  for (char32_t point = 0x21; point < 0x7F; ++point) {
    ascii.push_back(point);
    lower.push_back(U'A' <= point && point <= U'Z' ? point + 32 : point);
  }
  EXPECT_EQ(look_of(ascii), lower);
}

}  // namespace
}  // namespace gatehouse::user
