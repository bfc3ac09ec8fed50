#include "user/domain/password_policy.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "user/domain/reduced_password.hpp"

namespace gatehouse::user {
namespace {

bool is_common(std::string_view typed) {
  return PasswordPolicy().fault_of(Password::parse(typed).value()).has_value();
}

/// Whatever is common besides: some of these are.
bool is_own(std::string_view typed, std::string_view nickname = "gardener",
            std::string_view email = "kim.lee@blumen.example") {
  KnownWords own;
  for (const std::string_view name : {nickname, email}) own.add_name(name);
  return own.make_up(fold_password(typed));
}

/// A service called Quillo, and Linda there.
class OfAService : public ::testing::Test {
 protected:
  static bool is_of_words(const std::optional<ValueFault>& fault) {
    return fault == ValueFault{fault::too_common,
                               "This is made of the nickname, the e-mail address or words of this service."};
  }
  bool is_lindas(std::string_view typed) {
    return is_of_words(policy.fault_of(Password::parse(typed).value(), {"linda", "kim.lee@blumen.example"}));
  }
  bool is_anybodys(std::string_view typed) {
    return is_of_words(policy.fault_of(Password::parse(typed).value()));
  }

  PasswordPolicy policy{{.words = {"Quillo", "Brisk Otter", "문지기"},
                         .hosts = {"id.plumbago.example", "login.tarnwood.example"}}};
};

TEST(PasswordPolicy, RefusesWhatEverybodyGuessesFirst) {
  for (const char* common :
       {"password", "12345678", "qwertyuiop", "iloveyou", "1q2w3e4r", "00000000", "password123", "trustno1",
        "gatehouse", "P@ssw0rd", "Password", "PASSWORD", "ｐａｓｓｗｏｒｄ"}) {
    EXPECT_TRUE(is_common(common)) << common;
  }
}

TEST(PasswordPolicy, RefusesBlocksOverAndOverAndRunsOfNeighbours) {
  for (const char* pattern : {"aaaaaaaa", "12121212", "123123123", "abcabcabcab", "12341234", "abcdefgh",
                              "ABCDEFGH", "87654321", "987654321"}) {
    EXPECT_TRUE(is_common(pattern)) << pattern;
  }
}

TEST(PasswordPolicy, LetsOthersPass) {
  for (const char* rare :
       {"abcdefgi", "aaaaaaab", "abcdeabcde", "        ", "🔥🔥🔥🔥🔥🔥🔥🔥", "aaaaaaaaaaaaa",
        "correct horse battery staple", "qv8$Zt1k", "password of mine", "비밀번호는길어야좋다"}) {
    EXPECT_FALSE(is_common(rare)) << rare;
  }
}

TEST(PasswordPolicy, RefusesVariationsOfWhatEverybodyGuessesFirst) {
  for (const char* variation :
       {"Passw0rd!23",     "P@ssword2024", "qwerty123!!",    "Pa$$w0rd1",    "!!password!!",
        "2024password",    "p4$$w0rd99",   "passsswooord",   "pass-word-1",  "i love you",
        "1l0vey0u!",       "dr4g0n!!",     "m0nk3y123",      "Summer2024!",  "letm31n!",
        "tru$tn01",        "Admin@123",    "Gatehouse2024!", "love12345678", "ＰＡＳＳＷＯＲＤ１",
        "password83729146"}) {
    EXPECT_TRUE(is_common(variation)) << variation;
  }
  for (const char* pattern : {"1234567!", "111111!!", "aaaaaaaa1!", "abcdefgh!2"})
    EXPECT_TRUE(is_common(pattern)) << pattern;
}

TEST(PasswordPolicy, LetsPassWhatIsMoreThanACommonWord) {
  for (const char* rare :
       {"password837291465", "love83729146", "love8fK2!x9q", "k7!m2q9$", "abc93847", "qwe!rty!uio!pas!dfg",
        "password of my aunt", "sunshine-42-lighthouse", "Tr0ub4dor&3 zebra"}) {
    EXPECT_FALSE(is_common(rare)) << rare;
  }
}

/// Always the same sequence.
class Dice {
 public:
  std::size_t roll(std::size_t sides) { return numbers_() % sides; }

 private:
  std::mt19937 numbers_{2024};
};

TEST(PasswordPolicy, LetsEveryRandomPasswordPass) {
  Dice dice;
  for (int i = 0; i < 1'000; ++i) {
    std::string password;
    for (int length = 0; length < 12; ++length) password += static_cast<char>('!' + dice.roll('~' - '!' + 1));
    EXPECT_FALSE(is_common(password)) << password;
  }
}

TEST(PasswordPolicy, LetsEveryPassphrasePass) {
  constexpr std::array words{"river",  "apple",  "stone",  "monkey",  "dragon", "summer", "coffee", "window",
                             "garden", "purple", "orange", "tiger",   "silver", "master", "shadow", "winter",
                             "cookie", "pepper", "ginger", "thunder", "cheese", "banana", "soccer", "hockey",
                             "mother", "london", "golden", "diamond", "flower", "angel"};
  Dice dice;
  for (int i = 0; i < 1'000; ++i) {
    std::string phrase;
    for (int count = 0; count < 4; ++count)
      phrase += std::string(count == 0 ? "" : "-") + words.at(dice.roll(words.size()));
    EXPECT_FALSE(is_common(phrase)) << phrase;
  }
}

TEST(PasswordPolicy, RefusesVariationsOfOwnNames) {
  for (const char* own : {"kim.lee2024", "Kim-Lee!2024", "g4rd3n3r!!", "gardener1234", "2024.gardener",
                          "K1m.L33-x99", "blum3n123", "gaaardenerrr"}) {
    EXPECT_TRUE(is_own(own)) << own;
  }
  EXPECT_TRUE(is_own("kim.lee2024", "Kim Lee", ""));
  EXPECT_TRUE(is_own("linda1990", "l1nda", ""));
  EXPECT_FALSE(is_own("kim12345", "kim", "")) << "three letters say nothing";
}

TEST(PasswordPolicy, RefusesWhatIsMadeOfTheOwnNickname) {
  for (const char* own : {"gardener", "GARDENER", "gardener1", "123gardener", "gardener123",
                          "gardenergardener", "g.a.r.d.e.n.e.r", "--gardener--", "ｇａｒｄｅｎｅｒ"}) {
    EXPECT_TRUE(is_own(own)) << own;
  }
}

TEST(PasswordPolicy, RefusesWhatIsMadeOfTheOwnAddress) {
  for (const char* own :
       {"kim.lee@blumen.example", "KIM.LEE@BLUMEN.EXAMPLE", "kim.lee1", "kim lee!", "kimlee12",
        "kimlee@blumen", "blumen.example", "blumen12", "gardener@blumen", "kim.lee-gardener-1"}) {
    EXPECT_TRUE(is_own(own)) << own;
  }
}

TEST(PasswordPolicy, LetsAPasswordHoldANameAmongOthers) {
  EXPECT_FALSE(is_own("gardener of roses"));
  EXPECT_FALSE(is_own("gardener and son"));
  EXPECT_FALSE(is_own("gardener847102938"));
  EXPECT_FALSE(is_own("somebody else"));
  EXPECT_FALSE(is_own("--------"));
  EXPECT_FALSE(is_own("kim12345", "kim", "k@x.de"));
  EXPECT_FALSE(is_own("whatever", "", ""));
}

TEST(PasswordPolicy, TakesShortNamesAwayBesidesALongerOneThatIsVaried) {
  EXPECT_TRUE(is_own("K1m!G4rd3n3r", "kim", "gardener@x.example"));
  EXPECT_FALSE(is_own("K1m!K1m!K1m!", "kim", "gardener@x.example"));
}

TEST_F(OfAService, WordsAreRefusedWhosever) {
  for (const char* known :
       {"quilloquillo", "Quillo2024", "--QUILLO--123", "qu1ll0-qu1ll0", "brisk otter", "briskotter99",
        "Br1skOtt3r!", "quillo.briskotter", "문지기문지기12", "id.plumbago.example", "plumbago12",
        "Plumbag0!99", "login.tarnwood!", "login.tarnwood", "tarnwood@plumbago"}) {
    EXPECT_TRUE(is_anybodys(known)) << known;
    EXPECT_TRUE(is_lindas(known)) << known;
  }
}

TEST_F(OfAService, WordsAreRefusedTogetherWithOwnNames) {
  for (const char* known : {"lindaquillo1", "quillo-linda-22", "Linda@Quillo!", "L1nda-qu1ll0!",
                            "kim.lee@quillo", "blumen quillo", "Linda's Brisk Otter", "kim.lee@tarnwood1"}) {
    EXPECT_FALSE(is_anybodys(known)) << known;
    EXPECT_TRUE(is_lindas(known)) << known;
  }
}

TEST_F(OfAService, OwnNamesAreRefusedHoweverWordsCutThem) {
  const PasswordPolicy cutting({.words = {"defgh"}});
  EXPECT_TRUE(
      is_of_words(cutting.fault_of(Password::parse("abcde-fghij").value(), {"abcde", "fghij@x.example"})));
}

TEST_F(OfAService, WordsMayStandAmongOthers) {
  for (const char* rare : {"an anvil of quillo", "quillo and sons", "the road to an otter", "quillo847102938",
                           "linda of the tarnwood"}) {
    EXPECT_FALSE(policy.fault_of(Password::parse(rare).value(), {"linda", "kim.lee@blumen.example"})) << rare;
  }
}

TEST(AWord, HasTwoLettersOrDigits) {
  for (const char* word : {"hp", "4U", "문지기", "🔥🔥", "A-1", "ａｃ"})
    EXPECT_TRUE(KnownWords::is_word(word)) << word;
  for (const char* none : {"", "a", "-a-", " . ", "\xFF\xFE"})
    EXPECT_FALSE(KnownWords::is_word(none)) << none;
}

}  // namespace
}  // namespace gatehouse::user
