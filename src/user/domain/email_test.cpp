#include "user/domain/email.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace gatehouse::user {
namespace {

std::string_view code_of(std::string_view typed) {
  const auto email = Email::parse(typed);
  return email ? "" : email.error().code;
}

/// A domain of `length` octets in labels of at most 63.
std::string domain_of(std::size_t length) {
  std::string domain;
  while (length - domain.size() > 65) domain += std::string(63, 'a') + '.';
  domain += std::string(length - domain.size() - 3, 'b') + ".de";
  return domain;
}

class GoodEmail : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(GoodEmail, IsStoredAsTypedWithItsDomainInOneForm) {
  const auto& [typed, stored] = GetParam();
  const auto email = Email::parse(typed);
  ASSERT_TRUE(email) << email.error().detail;
  EXPECT_EQ(email->text(), stored);
}

INSTANTIATE_TEST_SUITE_P(
    Email, GoodEmail,
    testing::Values(std::pair{"kim@example.com", "kim@example.com"},
                    std::pair{"Kim@EXAMPLE.Com", "Kim@example.com"}, std::pair{"k@x.de", "k@x.de"},
                    std::pair{"a.b+c@x.co.uk", "a.b+c@x.co.uk"},
                    std::pair{"!#$%&'*+-/=?^_`{|}~@x.de", "!#$%&'*+-/=?^_`{|}~@x.de"},
                    std::pair{"-kim@x.de", "-kim@x.de"}, std::pair{"kim@1.2.x", "kim@1.2.x"},
                    std::pair{"kim@3m.com", "kim@3m.com"}, std::pair{"kim@r3---x.de", "kim@r3---x.de"},
                    std::pair{"kim@bücher.example", "kim@xn--bcher-kva.example"},
                    std::pair{"kim@BÜCHER.example", "kim@xn--bcher-kva.example"},
                    std::pair{"kim@bu\u0308cher.example", "kim@xn--bcher-kva.example"},
                    std::pair{"kim@xn--bcher-kva.example", "kim@xn--bcher-kva.example"},
                    std::pair{"kim@XN--BCHER-KVA.example", "kim@xn--bcher-kva.example"},
                    std::pair{"kim@straße.de", "kim@xn--strae-oqa.de"},
                    std::pair{"kim@例え.テスト", "kim@xn--r8jz45g.xn--zckzah"},
                    std::pair{"kim@\u1FB3\u0347.example", "kim@xn--lua5sya.example"},
                    std::pair{"kim@\u03B1\u0347\u0345.example", "kim@xn--lua5sya.example"},
                    std::pair{"kim@пример.рф", "kim@xn--e1afmkfd.xn--p1ai"}));

class BadEmail : public testing::TestWithParam<const char*> {};

TEST_P(BadEmail, IsRefusedAsMisshapen) { EXPECT_EQ(code_of(GetParam()), fault::invalid_format); }

INSTANTIATE_TEST_SUITE_P(LocalPart, BadEmail,
                         testing::Values("", "@", "kim", "@x.de", "kim.x.de", "\"kim\"@x.de", "\"a@b\"@x.de",
                                         "kim(c)@x.de", "(c)kim@x.de", "Kim <kim@x.de>", "<kim@x.de>",
                                         "mailto:kim@x.de", ".kim@x.de", "kim.@x.de", "k..m@x.de", "k m@x.de",
                                         " kim@x.de", "kim @x.de", "kim\t@x.de", "kim\r\nBcc: a@x.de",
                                         "kim\n@x.de", "kim\x7f@x.de", "kím@x.de", "kim@@x.de", "a@b@x.de",
                                         "a,b@x.de", "a@x.de,b@x.de", "a@x.de;b@x.de", "kim\\@x.de",
                                         "kim\uFF20x.de", "kim\uFE6Bx.de", "ki\u200Bm@x.de", "ki\xffm@x.de"));

INSTANTIATE_TEST_SUITE_P(
    Domain, BadEmail,
    testing::Values("kim@", "kim@localhost", "kim@x.de.", "kim@.x.de", "kim@x..de", "kim@.", "kim@x.de ",
                    "kim@ x.de", "kim@x.de\n", "kim@x.de\r\nBcc: a@x.de", "kim@x_y.de", "kim@-x.de",
                    "kim@x-.de", "kim@x.-de", "kim@[127.0.0.1]", "kim@[IPv6:::1]", "kim@127.0.0.1",
                    "kim@x.123", "kim@x.de(c)", "kim@x.de>", "kim@x。de", "kim@x\u200By.de",
                    "kim@x\u00ADy.de", "kim@x\uFF0Ede", "kim@x\uFF61de", "kim@x\uFF20y.de", "kim@x%y.de",
                    "kim@x/y.de", "kim@x:25.de", "kim@xn--.de", "kim@xn--a.de", "kim@xn--abc.de",
                    "kim@xn--u-ccb.de", "kim@xn--bcher-kvb.de\u200D", "kim@bü\u202Echer.de", "kim@bü_x.de",
                    "kim@bü%x.de", "kim@x≠y.de", "kim@xn--b_x-hoa.de", "kim@ü..de", "kim@ü.de.", "kim@ü.123",
                    "kim@ü", "kim@\xff.de", "kim@℀.de", "kim@\u2488com.de"));

TEST(Email, CountsOctets) {
  EXPECT_EQ(code_of(std::string(64, 'k') + "@x.de"), "");
  EXPECT_EQ(code_of(std::string(65, 'k') + "@x.de"), fault::too_long);
  EXPECT_EQ(code_of("k@" + domain_of(252)), "");
  EXPECT_EQ(code_of("k@" + domain_of(253)), fault::too_long);
  EXPECT_EQ(code_of("kim@" + domain_of(300)), fault::too_long);
  EXPECT_EQ(code_of(std::string(1'000'000, 'k') + "@x.de"), fault::too_long);
  EXPECT_EQ(code_of("k@" + std::string(63, 'x') + ".de"), "");
  EXPECT_EQ(code_of("k@" + std::string(64, 'x') + ".de"), fault::invalid_format);
}

TEST(Email, HasOneKeyInEveryCase) {
  EXPECT_EQ(Email::parse("KIM@Example.COM")->key(), "kim@example.com");
  EXPECT_EQ(Email::parse("Kim@BÜCHER.example")->key(), Email::parse("kim@xn--bcher-kva.example")->key());
  EXPECT_NE(Email::parse("kim+a@x.de")->key(), Email::parse("kim@x.de")->key());
  EXPECT_NE(Email::parse("k.im@x.de")->key(), Email::parse("kim@x.de")->key());
}

}  // namespace
}  // namespace gatehouse::user
