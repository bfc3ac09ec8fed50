#include "platform/mail/sealed_mail.hpp"

#include <gtest/gtest.h>

namespace gatehouse::mail {
namespace {

crypto::SealedBox box(char key) { return crypto::SealedBox(crypto::SecretBytes(std::string(32, key))); }

const Mail mail{.recipient = "kim@example.com",
                .subject = "인증 코드",
                .text = "\"042137\"\n\\\t한",
                .html = "<p>042137</p>",
                .kind = "verification_code",
                .message_id = "token@example.com",
                .date = from_millis(1'795'339'800'125)};

TEST(ASealedMail, IsTheSameOnceItIsOpened) {
  EXPECT_EQ(open(box('k'), seal(box('k'), mail), mail.message_id), mail);
}

TEST(ASealedMail, ShowsNothing) {
  const std::string sealed = seal(box('k'), mail);
  EXPECT_EQ(sealed.find("042137"), std::string::npos);
  EXPECT_EQ(sealed.find("kim"), std::string::npos);
  EXPECT_NE(sealed, seal(box('k'), mail));
}

TEST(ASealedMail, IsNotOpenedElsewhere) {
  std::string sealed = seal(box('k'), mail);
  EXPECT_FALSE(open(box('k'), sealed, "other@example.com"));
  EXPECT_FALSE(open(box('x'), sealed, mail.message_id));
  EXPECT_FALSE(open(box('k'), "", mail.message_id));
  sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(open(box('k'), sealed, mail.message_id));
}

TEST(ASealedMail, IsNoneWhereSomethingElseWasSealed) {
  for (const std::string_view text :
       {"", "{}", "[]", R"({"recipient":"x","subject":"y","text":"z","html":5})"}) {
    const std::string sealed = box('k').seal(crypto::SecretBytes(text), "mails/token@example.com");
    EXPECT_FALSE(open(box('k'), sealed, mail.message_id)) << text;
  }
}

}  // namespace
}  // namespace gatehouse::mail
