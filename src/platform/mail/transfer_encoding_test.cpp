#include "platform/mail/transfer_encoding.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gatehouse::mail {
namespace {

TEST(Base64, PadsAndUsesTheUsualAlphabet) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFB\xEF\xBE\xFF"), "++++/w==");
}

TEST(Base64, BreaksItsLines) {
  EXPECT_EQ(base64_lines(std::string(60, 'a')),
            "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\r\nYWFh\r\n");
}

TEST(QuotedPrintable, KeepsReadableTextReadable) {
  EXPECT_EQ(quoted_printable("Your code is 042137.\r\n\r\nBye\r\n"), "Your code is 042137.\r\n\r\nBye\r\n");
}

TEST(QuotedPrintable, EscapesTheEqualsSignAndEveryOtherOctet) {
  EXPECT_EQ(quoted_printable("a=b\r\n"), "a=3Db\r\n");
  EXPECT_EQ(quoted_printable("é\r\n"), "=C3=A9\r\n");
  EXPECT_EQ(quoted_printable("a\rb\nc\x01\r\n"), "a=0Db=0Ac=01\r\n");
}

TEST(QuotedPrintable, EscapesABlankThatEndsALine) {
  EXPECT_EQ(quoted_printable("a b \r\nc\t\r\n"), "a b=20\r\nc=09\r\n");
}

TEST(QuotedPrintable, BreaksLongLinesWithoutCuttingAnEscape) {
  EXPECT_EQ(quoted_printable(std::string(76, 'a') + "\r\n"), std::string(76, 'a') + "\r\n");
  EXPECT_EQ(quoted_printable(std::string(77, 'a') + "\r\n"), std::string(75, 'a') + "=\r\naa\r\n");
  EXPECT_EQ(quoted_printable(std::string(74, 'a') + "=b\r\n"), std::string(74, 'a') + "=\r\n=3Db\r\n");
}

TEST(ATransfer, IsReadableForEnglishAndShortForKorean) {
  EXPECT_EQ(transfer_of("Your code").encoding, "quoted-printable");
  EXPECT_EQ(transfer_of("인증 코드는 다음과 같습니다").encoding, "base64");
}

TEST(ATransfer, EndsEveryLineInOneWay) {
  EXPECT_EQ(transfer_of("a\nb\r\nc\rd").body, "a\r\nb\r\nc\r\nd\r\n");
  EXPECT_EQ(transfer_of("").body, "\r\n");
}

TEST(ATransfer, HoldsPrintableLinesOfAMailOnly) {
  const std::string text = std::string(400, ' ') + std::string(200, '=') + "\x01\x02é한.\n.\n..\n";
  for (const std::string& body : {transfer_of(text).body, base64_lines(text)}) {
    std::size_t start = 0;
    for (std::size_t end; (end = body.find("\r\n", start)) != std::string::npos; start = end + 2) {
      const std::string_view line = std::string_view(body).substr(start, end - start);
      EXPECT_LE(line.size(), 76u);
      EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return ' ' <= c && c <= '~'; }));
    }
    EXPECT_EQ(start, body.size());
  }
}

}  // namespace
}  // namespace gatehouse::mail
