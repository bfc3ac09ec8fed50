#include "server/mail_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string url = "smtp://kim:sec-ret@mail.example.com";

/// As environment variables.
std::vector<std::string> complaints(const std::vector<std::string>& variables) {
  Loaded loaded;
  loaded.load({}, variables);
  return loaded.resolved.complaints;
}

TEST(MailOptions, WriteToTheLogUnlessToldOtherwise) {
  EXPECT_EQ(Settings{}.mail.mailer, MailerKind::log);
  EXPECT_THAT(complaints({}), IsEmpty());
}

TEST(MailOptions, TakeAMailServer) {
  EXPECT_THAT(complaints({"GATEHOUSE_MAILER=smtp", "GATEHOUSE_SMTP_URL=" + url,
                          "GATEHOUSE_MAIL_FROM=Example <no-reply@example.com>"}),
              IsEmpty());
}

TEST(MailOptions, AskForWhatAMailServerNeeds) {
  EXPECT_THAT(complaints({"GATEHOUSE_MAILER=smtp"}),
              ElementsAre(HasSubstr("--smtp-url"), HasSubstr("--mail-from")));
}

TEST(MailOptions, DoNotPassOverAMailServerThatNobodyWouldUse) {
  EXPECT_THAT(complaints({"GATEHOUSE_SMTP_URL=" + url}), ElementsAre(HasSubstr("--smtp-url")));
}

TEST(MailOptions, SendNoPasswordInTheClear) {
  EXPECT_THAT(complaints({"GATEHOUSE_MAILER=smtp", "GATEHOUSE_SMTP_URL=" + url,
                          "GATEHOUSE_MAIL_FROM=no-reply@example.com", "GATEHOUSE_SMTP_STARTTLS=off"}),
              ElementsAre(HasSubstr("--smtp-starttls off")));
}

TEST(MailOptions, LetNoPartTakeLongerThanTheWhole) {
  EXPECT_THAT(complaints({"GATEHOUSE_SMTP_TIMEOUT=5s"}), ElementsAre(HasSubstr("--smtp-connect-timeout")));
}

TEST(MailOptions, RefuseWhatIsNoMailboxAndNoServerWithoutRepeatingIt) {
  EXPECT_THAT(
      complaints({"GATEHOUSE_MAIL_FROM=no reply", "GATEHOUSE_SMTP_URL=smtp://kim:sec-ret@"}),
      ElementsAre(HasSubstr("GATEHOUSE_MAIL_FROM"),
                  ::testing::AllOf(HasSubstr("GATEHOUSE_SMTP_URL"), ::testing::Not(HasSubstr("sec-ret")))));
}

TEST(MailOptions, HideThePasswordOfTheMailServer) {
  Loaded loaded;
  loaded.load({}, {"GATEHOUSE_SMTP_URL=" + url});
  EXPECT_EQ(loaded.resolved.value("smtp_url").shown(), "smtp://kim:****@mail.example.com");
}

struct Tls {
  std::string url;
  StartTls how;
  bool wanted;
};

TEST(MailOptions, WantStartTlsWherePasswordsOrCodesWouldCrossANetwork) {
  const Tls rows[] = {{"smtp://mail.example.com", StartTls::automatic, true},
                      {"smtp://mail.example.com", StartTls::off, false},
                      {"smtp://localhost", StartTls::automatic, false},
                      {"smtp://localhost", StartTls::required, true},
                      {"smtp://kim:x@localhost", StartTls::automatic, true},
                      {"smtp://127.0.0.1:2525", StartTls::automatic, false}};
  for (const Tls& row : rows) {
    MailSettings settings{.smtp_url = row.url, .starttls = row.how};
    EXPECT_EQ(smtp_options(settings).starttls, row.wanted) << row.url;
  }
}

TEST(MailOptions, HaveASenderForAFolderThatNamesNone) {
  EXPECT_EQ(sender_of(MailSettings{}).address, "gatehouse@localhost");
  EXPECT_EQ(sender_of(MailSettings{.from = "Example <no-reply@example.com>"}).name, "Example");
}

}  // namespace
}  // namespace gatehouse::server
