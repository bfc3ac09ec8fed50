#include "platform/mail/mime.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace gatehouse::mail {
namespace {

const Mailbox sender{"Example", "no-reply@example.com"};

Mail english() {
  return {.recipient = "kim@example.com",
          .subject = "Your code",
          .text = "Your code is 042137.\n",
          .html = "<p style=\"color:#111\">042137</p>\n",
          .kind = "verification_code",
          .message_id = "token@example.com",
          .date = from_millis(1'795'339'800'000)};
}

TEST(MimeText, HasBothFormsOfTheMail) {
  EXPECT_EQ(mime_text(english(), sender),
            "From: \"Example\" <no-reply@example.com>\r\n"
            "To: kim@example.com\r\n"
            "Subject: Your code\r\n"
            "Date: Sun, 22 Nov 2026 09:30:00 +0000\r\n"
            "Message-ID: <token@example.com>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=\"=_gatehouse\"\r\n"
            "\r\n"
            "--=_gatehouse\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Your code is 042137.\r\n"
            "--=_gatehouse\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "<p style=3D\"color:#111\">042137</p>\r\n"
            "--=_gatehouse--\r\n");
}

TEST(MimeText, CarriesKorean) {
  Mail mail = english();
  mail.subject = "인증 코드";
  mail.text = "인증 코드는 042137입니다.\n";
  const std::string text = mime_text(mail, sender);
  EXPECT_NE(text.find("Subject: =?UTF-8?B?7J247KadIOy9lOuTnA==?=\r\n"), std::string::npos);
  EXPECT_NE(text.find("Content-Transfer-Encoding: base64\r\n\r\n"
                      "7J247KadIOy9lOuTnOuKlCAwNDIxMzfsnoXri4jri6QuDQo=\r\n--=_gatehouse\r\n"),
            std::string::npos)
      << text;
}

TEST(MimeText, LetsNoBodyPassForItsBoundary) {
  Mail mail = english();
  mail.text = "--=_gatehouse--\n--=_gatehouse\n";
  const std::string text = mime_text(mail, sender);
  EXPECT_NE(text.find("\r\n\r\n--=3D_gatehouse--\r\n--=3D_gatehouse\r\n--=_gatehouse\r\n"),
            std::string::npos);
}

TEST(MimeText, RefusesARecipientThatIsMoreThanAnAddress) {
  for (const std::string recipient :
       {"", "kim", "kim@example.com\r\nBcc: lee@example.com", "kim@example.com,lee@example.com",
        "<kim@example.com>", "Kim <kim@example.com>", "kim@example.com ", "kim@example.com\n",
        "kim@example.com>\r\nDATA"}) {
    Mail mail = english();
    mail.recipient = recipient;
    EXPECT_THROW(mime_text(mail, sender), BadMail) << recipient;
  }
}

TEST(MimeText, RefusesWhateverWouldBeginAnotherHeader) {
  const auto refused = [](auto change) {
    Mail mail = english();
    change(mail);
    EXPECT_THROW(mime_text(mail, sender), BadMail);
  };
  refused([](Mail& mail) { mail.subject = "code\r\nBcc: lee@example.com"; });
  refused([](Mail& mail) { mail.subject = "code\nX: y"; });
  refused([](Mail& mail) { mail.message_id = "token@example.com>\r\nX: y"; });
  refused([](Mail& mail) { mail.message_id = "token"; });
}

}  // namespace
}  // namespace gatehouse::mail
