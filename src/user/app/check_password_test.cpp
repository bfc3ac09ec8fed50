#include "user/app/check_password.hpp"

#include <gtest/gtest.h>

#include "tests/support/user/user_house.hpp"

namespace gatehouse::user {
namespace {

class CheckingAPassword : public ::testing::Test {
 protected:
  testing::UserHouse house;
  CheckPassword check{house.users, house.hasher};
};

TEST_F(CheckingAPassword, FindsTheAccountByItsNicknameInWhateverForm) {
  const UserId kim = house.member("Kim").id;
  EXPECT_EQ(check.by_nickname("Kim", "quiet lantern"), kim);
  EXPECT_EQ(check.by_nickname("KIM", "quiet lantern"), kim);
  EXPECT_EQ(check.by_nickname("ｋｉｍ", "quiet lantern"), kim);
}

TEST_F(CheckingAPassword, DoesNotTakeALookalikeForTheAccount) {
  house.member("kim");
  EXPECT_EQ(check.by_nickname("kіm", "quiet lantern"), std::nullopt);
}

TEST_F(CheckingAPassword, FindsTheAccountByTheAddressItHasProven) {
  const UserId lee = house.proven_member("lee", "Lee@bücher.example").id;
  EXPECT_EQ(check.by_email("lee@BÜCHER.example", "quiet lantern"), lee);
  EXPECT_EQ(check.by_email("LEE@xn--bcher-kva.example", "quiet lantern"), lee);
}

TEST_F(CheckingAPassword, DoesNotFindAnAddressThatIsOnlyTyped) {
  house.member("kim", "kim@example.com");
  EXPECT_EQ(check.by_email("kim@example.com", "quiet lantern"), std::nullopt);
}

TEST_F(CheckingAPassword, NormalisesWhatIsTyped) {
  const UserId kim = house.member("kim").id;
  EXPECT_EQ(check.by_nickname("kim", "quiet\u3000lantern"), kim);
  EXPECT_EQ(check.by_nickname("kim", "quiet lantern "), std::nullopt);
}

TEST_F(CheckingAPassword, HashesAnewWhatWasHashedAtAnotherCost) {
  const UserId kim = house.member("kim").id;
  ASSERT_TRUE(house.users.rehash(kim, "hash of quiet lantern", "cheap hash of quiet lantern"));
  EXPECT_EQ(check.by_nickname("kim", "another lantern"), std::nullopt);
  EXPECT_EQ(house.users.password_hash(kim), "cheap hash of quiet lantern");
  EXPECT_EQ(check.by_nickname("kim", "quiet lantern"), kim);
  EXPECT_EQ(house.users.password_hash(kim), "hash of quiet lantern");
  EXPECT_EQ(check.by_nickname("kim", "quiet lantern"), kim);
  EXPECT_EQ(house.hasher.hashed, 1);
}

TEST_F(CheckingAPassword, TakesARightPasswordThoughItsNewHashCannotBeKept) {
  const UserId kim = house.member("kim").id;
  ASSERT_TRUE(house.users.rehash(kim, "hash of quiet lantern", "cheap hash of quiet lantern"));
  house.users.cannot_write = true;
  EXPECT_EQ(check.by_nickname("kim", "quiet lantern"), kim);
}

TEST_F(CheckingAPassword, CostsOneHashWhateverIsWrong) {
  house.proven_member("kim", "kim@example.com");
  const std::string endless(100'000, 'x');
  int expected = 0;
  for (const auto& [name, password] : {std::pair<std::string, std::string>{"kim", "another lantern"},
                                       {"nobody", "quiet lantern"},
                                       {"not a name", "quiet lantern"},
                                       {"", "quiet lantern"},
                                       {endless, "quiet lantern"},
                                       {"kim", ""},
                                       {"kim", "short"},
                                       {"kim", "with\tcontrol"},
                                       {"kim", endless},
                                       {"kіm", "quiet lantern"}}) {
    EXPECT_EQ(check.by_nickname(name, password), std::nullopt);
    EXPECT_EQ(house.hasher.verified, ++expected) << name << ' ' << password;
    EXPECT_EQ(check.by_email(name == "kim" ? "kim@example.com" : name, password), std::nullopt);
    EXPECT_EQ(house.hasher.verified, ++expected) << name << ' ' << password;
  }
}

}  // namespace
}  // namespace gatehouse::user
