#include "user/app/check_password.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/user/user_house.hpp"

namespace gatehouse::user {
namespace {

class CheckingAPassword : public ::testing::Test {
 protected:
  std::optional<UserId> by_nickname(std::string_view name, std::string_view password) {
    return user_of(check.by_nickname(name, password, admit_));
  }
  std::optional<UserId> by_email(std::string_view email, std::string_view password) {
    return user_of(check.by_email(email, password, admit_));
  }

  /// What a name is counted by.
  std::string key_of(std::string_view nickname) {
    by_nickname(nickname, "another lantern");
    return logins.back().key;
  }
  std::string key_of_email(std::string_view email) {
    by_email(email, "another lantern");
    return logins.back().key;
  }

  testing::UserHouse house;
  CheckPassword check{house.users, house.hasher};
  std::vector<Login> logins;
  bool admitting = true;

 private:
  static std::optional<UserId> user_of(const CheckPassword::Outcome& outcome) {
    if (!outcome || !*outcome) return std::nullopt;
    return (*outcome)->user;
  }

  std::function<Result<void>(const Login&)> admit_ = [this](const Login& login) -> Result<void> {
    logins.push_back(login);
    if (!admitting) return refuse_for(std::chrono::seconds{9});
    return {};
  };
};

TEST_F(CheckingAPassword, FindsTheAccountByItsNicknameInWhateverForm) {
  const UserId kim = house.member("Kim").id;
  EXPECT_EQ(by_nickname("Kim", "quiet lantern"), kim);
  EXPECT_EQ(by_nickname("KIM", "quiet lantern"), kim);
  EXPECT_EQ(by_nickname("ｋｉｍ", "quiet lantern"), kim);
}

TEST_F(CheckingAPassword, DoesNotTakeALookalikeForTheAccount) {
  house.member("kim");
  EXPECT_EQ(by_nickname("kіm", "quiet lantern"), std::nullopt);
}

TEST_F(CheckingAPassword, FindsTheAccountByTheAddressItHasProven) {
  const UserId lee = house.proven_member("lee", "Lee@bücher.example").id;
  EXPECT_EQ(by_email("lee@BÜCHER.example", "quiet lantern"), lee);
  EXPECT_EQ(by_email("LEE@xn--bcher-kva.example", "quiet lantern"), lee);
}

TEST_F(CheckingAPassword, DoesNotFindAnAddressThatIsOnlyTyped) {
  house.member("kim", "kim@example.com");
  EXPECT_EQ(by_email("kim@example.com", "quiet lantern"), std::nullopt);
}

TEST_F(CheckingAPassword, NormalisesWhatIsTyped) {
  const UserId kim = house.member("kim").id;
  EXPECT_EQ(by_nickname("kim", "quiet\u3000lantern"), kim);
  EXPECT_EQ(by_nickname("kim", "quiet lantern "), std::nullopt);
}

TEST_F(CheckingAPassword, HashesAnewWhatWasHashedAtAnotherCost) {
  const UserId kim = house.member("kim").id;
  ASSERT_TRUE(house.users.rehash(kim, "hash of quiet lantern", "cheap hash of quiet lantern"));
  EXPECT_EQ(by_nickname("kim", "another lantern"), std::nullopt);
  EXPECT_EQ(house.users.password_hash(kim), "cheap hash of quiet lantern");
  EXPECT_EQ(by_nickname("kim", "quiet lantern"), kim);
  EXPECT_EQ(house.users.password_hash(kim), "hash of quiet lantern");
  EXPECT_EQ(by_nickname("kim", "quiet lantern"), kim);
  EXPECT_EQ(house.hasher.hashed, 1);
}

TEST_F(CheckingAPassword, TakesARightPasswordThoughItsNewHashCannotBeKept) {
  const UserId kim = house.member("kim").id;
  ASSERT_TRUE(house.users.rehash(kim, "hash of quiet lantern", "cheap hash of quiet lantern"));
  house.users.cannot_write = true;
  EXPECT_EQ(by_nickname("kim", "quiet lantern"), kim);
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
    EXPECT_EQ(by_nickname(name, password), std::nullopt);
    EXPECT_EQ(house.hasher.verified, ++expected) << name << ' ' << password;
    EXPECT_EQ(by_email(name == "kim" ? "kim@example.com" : name, password), std::nullopt);
    EXPECT_EQ(house.hasher.verified, ++expected) << name << ' ' << password;
  }
}

TEST_F(CheckingAPassword, AsksWhetherToGoOnOnceItKnowsWhoseNameItIsAndBeforeItHashes) {
  const UserId kim = house.proven_member("kim", "kim@example.com").id;
  admitting = false;
  const auto outcome = check.by_nickname("kim", "quiet lantern", [&](const Login& login) -> Result<void> {
    EXPECT_EQ(login.user, kim);
    return refuse_for(std::chrono::seconds{9});
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, too_many_requests);
  EXPECT_EQ(outcome.error().retry_after, std::chrono::seconds{9});
  EXPECT_EQ(by_email("kim@example.com", "quiet lantern"), std::nullopt);
  EXPECT_EQ(by_nickname("nobody", "quiet lantern"), std::nullopt);
  EXPECT_EQ(house.hasher.verified, 0);
}

TEST_F(CheckingAPassword, CountsAnAccountOnceHoweverItIsNamed) {
  const UserId kim = house.proven_member("Kim", "kim@example.com").id;
  const std::string key = "user:" + std::to_string(kim.value);
  for (const char* name : {"Kim", "KIM", "ｋｉｍ"}) EXPECT_EQ(key_of(name), key) << name;
  EXPECT_EQ(key_of_email("KIM@example.com"), key);
  EXPECT_EQ(logins.back().user, kim);
}

TEST_F(CheckingAPassword, CountsNobodysNameOnceHoweverItIsSpelled) {
  house.member("kim", "kim@example.com");
  EXPECT_EQ(key_of("nobody"), key_of("NOBODY"));
  EXPECT_EQ(key_of("nobody"), key_of("ｎｏｂｏｄｙ"));
  EXPECT_NE(key_of("nobody"), key_of("somebody"));
  EXPECT_EQ(key_of_email("a@bücher.example"), key_of_email("A@xn--bcher-kva.EXAMPLE"));
  EXPECT_NE(key_of("kіm"), key_of("kim"));  // only looks like it
  EXPECT_EQ(logins.front().user, std::nullopt);
  EXPECT_EQ(key_of_email("kim@example.com"), "email:kim@example.com");  // typed, not proven
}

TEST_F(CheckingAPassword, CountsWhatIsNoNameByItsBeginning) {
  EXPECT_EQ(key_of("no name " + std::string(1'000, 'x')), key_of("no name " + std::string(100'000, 'x')));
  EXPECT_LE(key_of(std::string(100'000, 'x')).size(), 80U);
  EXPECT_NE(key_of("no name"), key_of("not a name"));
  EXPECT_LE(key_of_email(std::string(100'000, '@')).size(), 80U);
}

TEST_F(CheckingAPassword, ProvesThePasswordOfNowAndNoLater) {
  const UserId kim = house.member("kim").id;
  const auto admit = [](const Login&) -> Result<void> { return {}; };
  const auto version = [&](const char* password) {
    return check.by_nickname("kim", password, admit).value().value().credential_version;
  };
  const auto first = version("quiet lantern");
  house.users.rehash(kim, "hash of quiet lantern", "cheap hash of quiet lantern");
  EXPECT_EQ(version("quiet lantern"), first);
  house.users.change(kim, {.password_hash = "hash of another lantern"});
  EXPECT_GT(version("another lantern"), first);
}

}  // namespace
}  // namespace gatehouse::user
