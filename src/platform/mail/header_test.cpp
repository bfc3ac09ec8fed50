#include "platform/mail/header.hpp"

#include <gtest/gtest.h>

namespace gatehouse::mail {
namespace {

TEST(MailHeader, KeepsPlainTextAsItIs) {
  EXPECT_EQ(text_header("Subject", "Your code"), "Subject: Your code\r\n");
  EXPECT_EQ(text_header("Subject", ""), "Subject: \r\n");
}

TEST(MailHeader, EncodesWhatIsNoAscii) {
  EXPECT_EQ(text_header("Subject", "인증 코드"), "Subject: =?UTF-8?B?7J247KadIOy9lOuTnA==?=\r\n");
}

TEST(MailHeader, EncodesWhatCouldBeTakenForAnEncodedWord) {
  EXPECT_EQ(text_header("Subject", "=?UTF-8?B?eA==?="), "Subject: =?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=\r\n");
}

TEST(MailHeader, FoldsALongTextBetweenCharacters) {
  const std::string header = text_header("Subject", "가나다라마바사아자차카타파하가나다라마바사");
  EXPECT_EQ(header,
            "Subject: =?UTF-8?B?6rCA64KY64uk652866eI67CU7IKs7JWE7J6Q7LCo7Lm07YOA7YyM?=\r\n"
            " =?UTF-8?B?7ZWY6rCA64KY64uk652866eI67CU7IKs?=\r\n");
}

TEST(MailHeader, KeepsEveryLineShort) {
  const std::string header = text_header("Subject", "x" + std::string(300, 'y') + "한국어");
  std::size_t start = 0;
  for (std::size_t end; (end = header.find("\r\n", start)) != std::string::npos; start = end + 2) {
    EXPECT_LE(end - start, 76u);
  }
  EXPECT_EQ(start, header.size());
}

TEST(MailHeader, RefusesWhateverCouldBeginAnotherHeader) {
  for (const std::string value :
       {"a\r\nBcc: x@example.com", "a\nBcc: x@example.com", "a\rb", "\r\n", "a\r\n b", "a\tb", "a\x7F",
        "a\u2028"
        "b",
        "a\u2029"
        "b",
        "a\u0085"
        "b",
        "a\xFF"
        "b"}) {
    EXPECT_THROW(text_header("Subject", value), BadMail) << value;
  }
  EXPECT_THROW(text_header("Subject", std::string("a\0b", 3)), BadMail);
  EXPECT_THROW(header("To", "kim@example.com\r\nBcc: lee@example.com"), BadMail);
  EXPECT_THROW(header("To", "kim@example.com\nBcc: lee@example.com"), BadMail);
  EXPECT_THROW(header("To", "김@example.com"), BadMail);
}

TEST(MailHeader, WritesTheDateAsMailHasIt) {
  EXPECT_EQ(date_text(from_millis(1'795'339'800'125)), "Sun, 22 Nov 2026 09:30:00 +0000");
  EXPECT_EQ(date_text(from_millis(0)), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(date_text(from_millis(1'709'164'799'999)), "Wed, 28 Feb 2024 23:59:59 +0000");
}

}  // namespace
}  // namespace gatehouse::mail
