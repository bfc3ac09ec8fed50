#include "platform/mail/mailbox.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gatehouse::mail {
namespace {

std::string header_of(std::string_view text) {
  const auto mailbox = parse_mailbox(text);
  return mailbox ? mailbox->header() : "none";
}

TEST(AMailbox, IsAnAddressAlone) {
  EXPECT_EQ(header_of("no-reply@example.com"), "no-reply@example.com");
  EXPECT_EQ(header_of(" no-reply@example.com "), "no-reply@example.com");
  EXPECT_EQ(parse_mailbox("no-reply@mail.example.com")->domain(), "mail.example.com");
}

TEST(AMailbox, HasANameWhereOneIsGiven) {
  EXPECT_EQ(header_of("Example Shop <no-reply@example.com>"), "\"Example Shop\" <no-reply@example.com>");
  EXPECT_EQ(header_of("\"Example, Inc.\" <no-reply@example.com>"),
            "\"Example, Inc.\" <no-reply@example.com>");
  EXPECT_EQ(header_of("a\"b <no-reply@example.com>"), "\"a\\\"b\" <no-reply@example.com>");
  EXPECT_EQ(header_of("<no-reply@example.com>"), "no-reply@example.com");
}

TEST(AMailbox, EncodesANameInAnotherScript) {
  EXPECT_EQ(header_of("예시 <no-reply@example.com>"), "=?UTF-8?B?7JiI7Iuc?= <no-reply@example.com>");
}

TEST(AMailbox, EncodesANameThatIsTooLongForALine) {
  const std::string header = header_of(std::string(1000, 'k') + " <no-reply@example.com>");
  EXPECT_TRUE(header.starts_with("=?UTF-8?B?a2tr"));
  for (std::size_t from = 0, end = 0; end != header.npos; from = end + 2) {
    end = header.find("\r\n", from);
    EXPECT_LE(std::min(end, header.size()) - from, 100U);
  }
}

TEST(AMailbox, IsNothingElse) {
  for (const std::string_view text : {"",
                                      "nobody",
                                      "@example.com",
                                      "kim@",
                                      "a b@example.com",
                                      "a@b@example.com",
                                      "Kim <kim@example.com",
                                      "Kim kim@example.com>",
                                      "Kim <kim@example.com> x",
                                      "kim@example.com, lee@example.com",
                                      "Kim\r\nBcc: x <kim@example.com>",
                                      "Kim <kim@example.com\r\n>",
                                      "kim@exa mple.com",
                                      "kim@.example.com",
                                      "kim@example..com",
                                      "kim@-example.com",
                                      "k..im@example.com",
                                      "\"k im\"@example.com",
                                      "김@example.com",
                                      "kim@예시.com",
                                      "kim@[127.0.0.1]"}) {
    EXPECT_EQ(header_of(text), "none") << text;
  }
}

TEST(AnAddress, MayUseEveryCharacterOfAnAtom) {
  EXPECT_TRUE(is_address("-_kim@example.com"));
  EXPECT_TRUE(is_address("o'neil+news/x=!#$%&*?^_`{|}~@xn--9t4b11yi5a.example"));
  EXPECT_FALSE(is_address(std::string(250, 'a') + "@example.com"));
}

}  // namespace
}  // namespace gatehouse::mail
