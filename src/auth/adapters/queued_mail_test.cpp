#include "auth/adapters/queued_mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "auth/adapters/mail_kinds.hpp"
#include "platform/mail/mime.hpp"
#include "platform/mail/sender.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/mail/mail_house.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AQueuedMail : public mail::MailHouse {
 protected:
  const mail::Mailbox from{"Example Shop", "no-reply@example.com"};
  QueuedMail queued{queue, load_mail_templates({}), from};

  /// What a sender takes out of the queue.
  std::vector<mail::Mail> sent() {
    mail::ScriptedMailer mailer;
    mail::SenderCounts counts;
    mail::Sender sender(queue, mailer, counts, {});
    while (sender.send_one()) continue;
    return mailer.tried();
  }
  CodeMail code_mail(const std::string& code = "042137", const std::string& language = "en") {
    return {UserId{7}, "kim@example.com", language, *VerificationCode::parse(code), clock.now() + 3min};
  }
  ChangeNoticeMail notice(const std::string& change, const std::string& language = "en") {
    return {.user = UserId{7},
            .email = "old@example.com",
            .language = language,
            .change = change,
            .undo_url = "https://id.example.com/undo/to-ken_1",
            .undo_expires_at = clock.now() + 24h * 7};
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, AQueuedMail, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(AQueuedMail, TellsACodeInTheLanguageOfTheAccount) {
  queued.send_code(code_mail());
  queued.send_code(
      {UserId{8}, "lee@example.com", "ko", *VerificationCode::parse("000042"), clock.now() + 3min});
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails[0].recipient, "kim@example.com");
  EXPECT_EQ(mails[0].kind, "verification_code");
  EXPECT_EQ(mails[0].subject, "Your Example Shop verification code");
  EXPECT_THAT(mails[0].text, HasSubstr("\n    042137\n"));
  EXPECT_THAT(mails[0].text, HasSubstr("3 minutes"));
  EXPECT_THAT(mails[0].html, HasSubstr(">042137<"));
  EXPECT_EQ(mails[1].subject, "Example Shop 인증 코드");
  EXPECT_THAT(mails[1].text, HasSubstr("\n    000042\n"));
  EXPECT_THAT(mails[1].text, HasSubstr("3분"));
  EXPECT_THAT(mails[1].html, HasSubstr("<html lang=\"ko\">"));
}

TEST_P(AQueuedMail, HasAMessageIdOfItsOwnInTheDomainOfTheSender) {
  queued.send_code(code_mail());
  queued.send_change_notice(notice("email"));
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_TRUE(std::regex_match(mails[0].message_id, std::regex("[A-Za-z0-9_-]{22}@example\\.com")));
  EXPECT_NE(mails[0].message_id, mails[1].message_id);
}

TEST_P(AQueuedMail, CanBeSentWhateverItsMessageIdBeginsWith) {
  for (int i = 0; i < 200; ++i) queued.send_change_notice(notice("email"));
  for (const mail::Mail& mail : sent()) EXPECT_NO_THROW(mail::mime_text(mail, from)) << mail.message_id;
}

TEST_P(AQueuedMail, IsNotSentOnceItsCodeHasExpired) {
  queued.send_code(code_mail());
  clock.advance(3min + 1ms);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(AQueuedMail, GivesWayToANewerCode) {
  queued.send_code(code_mail("111111"));
  queued.send_code(code_mail("222222"));
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_THAT(mails[0].text, HasSubstr("222222"));
}

TEST_P(AQueuedMail, TellsAResetCodeAndTheDeviceOfTheAsker) {
  const ResetCodeMail mail{.user = UserId{7},
                           .email = "kim@example.com",
                           .language = "en",
                           .code = *VerificationCode::parse("042137"),
                           .reset_id = "handle-canary",
                           .device = "<b>Firefox</b>\r\nBcc: x@example.com",
                           .expires_at = clock.now() + 10min};
  queued.send_reset_code(mail);
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_THAT(mails[0].text, HasSubstr("042137"));
  EXPECT_THAT(mails[0].text, HasSubstr("10 minutes"));
  EXPECT_THAT(mails[0].text, HasSubstr("<b>Firefox</b>  Bcc: x@example.com"));
  EXPECT_THAT(mails[0].html, HasSubstr("&lt;b&gt;Firefox&lt;/b&gt;  Bcc"));
  EXPECT_THAT(mails[0].text + mails[0].html, Not(HasSubstr("handle-canary"))) << "whoever asked has it";
}

TEST_P(AQueuedMail, TellsWhichDeviceWasSignedOutBecauseItsTokenWasUsedTwice) {
  queued.send_reuse_notice({.user = UserId{7},
                            .email = "kim@example.com",
                            .language = "en",
                            .session_id = "sid-canary",
                            .device = "Firefox on Linux",
                            .address = "192.0.2.1"});
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].recipient, "kim@example.com");
  EXPECT_THAT(mails[0].text, HasSubstr("Firefox on Linux"));
  EXPECT_THAT(mails[0].text + mails[0].html, Not(HasSubstr("sid-canary")));
}

TEST_P(AQueuedMail, LeavesTheDeviceOutWhereNoneIsKnown) {
  queued.send_reset_code({.user = UserId{7},
                          .email = "kim@example.com",
                          .language = "ko",
                          .code = *VerificationCode::parse("042137"),
                          .reset_id = "handle",
                          .device = "",
                          .expires_at = clock.now() + 10min});
  EXPECT_THAT(sent().at(0).text, Not(HasSubstr("기기")));
}

TEST_P(AQueuedMail, TellsWhatWasChangedAndHowToTakeItBack) {
  for (const char* change : {"email", "password", "factor"}) queued.send_change_notice(notice(change));
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 3u);
  EXPECT_EQ(mails[0].subject, "Your Example Shop e-mail address was changed");
  EXPECT_EQ(mails[1].subject, "Your Example Shop password was changed");
  EXPECT_EQ(mails[2].subject, "Your Example Shop account was changed");
  for (const mail::Mail& mail : mails) {
    EXPECT_EQ(mail.recipient, "old@example.com");
    EXPECT_THAT(mail.text, HasSubstr("\nhttps://id.example.com/undo/to-ken_1\n"));
    EXPECT_THAT(mail.text, HasSubstr("7 days"));
    EXPECT_THAT(mail.html, HasSubstr("href=\"https://id.example.com/undo/to-ken_1\""));
  }
}

TEST_P(AQueuedMail, TellsAChangeHoweverLateTheMailGoesOut) {
  queued.send_change_notice(notice("password", "ko"));
  clock.advance(24h);
  EXPECT_EQ(sent().at(0).subject, "Example Shop 비밀번호가 변경되었습니다");
}

TEST_P(AQueuedMail, TellsWhichSessionEndedBecauseItsTokenWasUsedTwice) {
  queued.send_reuse_notice({.user = UserId{7},
                            .email = "kim@example.com",
                            .language = "en",
                            .session_id = "session-canary",
                            .device = "Firefox on Linux",
                            .address = "203.0.113.5"});
  queued.send_reuse_notice({.user = UserId{7},
                            .email = "kim@example.com",
                            .language = "ko",
                            .session_id = "session-canary",
                            .device = "",
                            .address = ""});
  const auto mails = sent();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails[0].subject, "We signed one of your Example Shop devices out");
  EXPECT_THAT(mails[0].text, HasSubstr("Signed out: Firefox on Linux\n\nLast seen at: 203.0.113.5\n\n"));
  EXPECT_THAT(mails[0].text + mails[0].html, Not(HasSubstr("session-canary")));
  EXPECT_THAT(mails[1].text, Not(HasSubstr(":")));
}

TEST(TheBuiltInTemplates, ShowNothingFromElsewhereAndTrackNobody) {
  for (const mail::TemplateFile& file : built_in_mail_templates()) {
    for (const char* trace : {"http:", "https:", "<img", "src=", "url(", "<script", "<link", "@import"}) {
      EXPECT_THAT(file.content, Not(HasSubstr(trace))) << file.name;
    }
  }
}

TEST(TheBuiltInTemplates, LeaveNoGapInTheText) {
  const mail::Templates templates = load_mail_templates({});
  for (const mail::TemplateKind& kind : mail_kinds()) {
    mail::Values all;
    for (const std::string& name : kind.variables) all[name] = "value";
    for (const std::string& language : mail_languages()) {
      mail::Values needed{{"service", "Example"}, {"minutes", "3"}, {"days", "7"}};
      for (const std::string& name : kind.needed) needed[name] = "value";
      for (const mail::Values& values : {all, needed}) {
        const auto wording = templates.write(kind.name, language, values);
        EXPECT_THAT(wording.text, Not(HasSubstr("\n\n\n"))) << kind.name << language;
        EXPECT_THAT(wording.text + wording.subject + wording.html, Not(HasSubstr("{{"))) << kind.name;
        EXPECT_THAT(wording.subject, Not(HasSubstr("  "))) << kind.name;
        EXPECT_NO_THROW(mail::mime_text({.recipient = "kim@example.com",
                                         .subject = wording.subject,
                                         .text = wording.text,
                                         .html = wording.html,
                                         .message_id = "x@example.com"},
                                        {"", "no-reply@example.com"}));
      }
    }
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters
