#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "user/domain/email.hpp"
#include "user/domain/nickname.hpp"
#include "user/domain/password.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

/// Text over the scripts, marks and signs in which the rules differ.
rc::Gen<std::string> any_text() {
  const auto point = rc::gen::weightedOneOf<char32_t>({{6, rc::gen::inRange<char32_t>(0x21, 0x7F)},
                                                       {3, rc::gen::inRange<char32_t>(0xA0, 0x590)},
                                                       {1, rc::gen::inRange<char32_t>(0x590, 0x700)},
                                                       {1, rc::gen::inRange<char32_t>(0x900, 0x3100)},
                                                       {1, rc::gen::inRange<char32_t>(0xAC00, 0xD7A4)},
                                                       {1, rc::gen::inRange<char32_t>(0xFB00, 0xFFF0)},
                                                       {1, rc::gen::inRange<char32_t>(0x10000, 0x1FFFF)}});
  return rc::gen::map(rc::gen::container<std::u32string>(point),
                      [](const std::u32string& points) { return unicode::encode(points); });
}

/// Up to as many code points as a nickname may have, each of them allowed in one.
rc::Gen<std::string> any_name() {
  const auto allowed =
      rc::gen::suchThat(rc::gen::weightedOneOf<char32_t>({{4, rc::gen::inRange<char32_t>(0x21, 0x7F)},
                                                          {2, rc::gen::inRange<char32_t>(0xC0, 0x530)},
                                                          {1, rc::gen::inRange<char32_t>(0x900, 0xE00)},
                                                          {1, rc::gen::inRange<char32_t>(0x1E00, 0x2000)},
                                                          {1, rc::gen::inRange<char32_t>(0xFF01, 0xFFA0)}}),
                        [](char32_t point) {
                          return point != U'@' && point != 0xFF20 &&
                                 Nickname::parse(unicode::encode(std::u32string{U'x', point}));
                        });
  const auto size = rc::gen::inRange<std::size_t>(2, 12);
  const auto points = rc::gen::mapcat(
      size, [allowed](std::size_t count) { return rc::gen::container<std::u32string>(count, allowed); });
  return rc::gen::map(points, [](const std::u32string& name) { return unicode::encode(name); });
}

template <class Property>
void expect(const char* what, Property property) {
  EXPECT_TRUE(rc::check(what, property));
}

TEST(ValueProperties, AStoredNicknameIsReadBackAsItself) {
  expect("parse(text) has the same text, key and look", [] {
    const auto nickname = Nickname::parse(*any_name());
    RC_PRE(nickname.has_value());
    const auto again = Nickname::parse(nickname->text());
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->text() == nickname->text() && again->key() == nickname->key());
    RC_ASSERT(again->look() == nickname->look() && again->folded() == nickname->folded());
  });
}

TEST(ValueProperties, AFoldedNicknameFoldsToItself) {
  expect("fold is idempotent, and decides the key", [] {
    const auto nickname = Nickname::parse(*any_name());
    RC_PRE(nickname.has_value());
    const auto again = Nickname::parse(nickname->folded());
    RC_PRE(again.has_value());
    RC_ASSERT(again->folded() == nickname->folded());
    RC_ASSERT(again->key() == nickname->key());
  });
}

TEST(ValueProperties, EachCodePointFoldsToOneThatStays) {
  for (char32_t point = 0x21; point < 0x20000; ++point) {
    const bool surrogate = 0xD800 <= point && point <= 0xDFFF;
    if (surrogate) continue;
    const auto nickname = Nickname::parse(unicode::encode(std::u32string{U'x', point}));
    if (!nickname) continue;
    const auto again = Nickname::parse(nickname->folded());
    if (!again) continue;  // what folds to two code points of which one may not stand in a name
    ASSERT_EQ(again->folded(), nickname->folded()) << static_cast<unsigned>(point);
    ASSERT_EQ(again->key(), nickname->key()) << static_cast<unsigned>(point);
  }
}

TEST(ValueProperties, AStoredAddressIsReadBackAsItself) {
  expect("parse(text) has the same text and key", [] {
    const auto email = Email::parse("kim@" + *any_text() + ".example");
    if (!email) return;
    RC_ASSERT(Email::parse(email->text())->text() == email->text());
    RC_ASSERT(Email::parse(email->key())->text() == email->key());
    RC_ASSERT(Email::parse(email->key())->key() == email->key());
  });
}

TEST(ValueProperties, ANormalisedPasswordIsReadBackAsItself) {
  expect("parse(view) has the same view", [] {
    const auto password = Password::parse("12345678" + *any_text());
    if (!password) return;
    const auto again = Password::parse(password->view());
    RC_ASSERT(again.has_value() && again->view() == password->view());
  });
}

TEST(ValueProperties, NoOctetsAtAllDoMoreThanFail) {
  expect("any octets are a value or a fault", [](const std::string& octets) {
    static_cast<void>(Nickname::parse(octets));
    static_cast<void>(Email::parse(octets));
    static_cast<void>(Email::parse("kim@" + octets));
    static_cast<void>(Password::parse(octets));
  });
}

}  // namespace
}  // namespace gatehouse::user
