#include "platform/mail/file_mailer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "platform/mail/mime.hpp"

namespace gatehouse::mail {
namespace {

using ::testing::ElementsAre;

const Mailbox sender{"", "no-reply@example.com"};
const Mail mail{.recipient = "kim@example.com",
                .subject = "Your code",
                .text = "042137\n",
                .html = "<p>042137</p>\n",
                .kind = "verification_code",
                .message_id = "token@example.com",
                .date = from_millis(1'795'339'800'000)};

class AFileMailer : public ::testing::Test {
 protected:
  AFileMailer() { std::filesystem::remove_all(folder); }
  ~AFileMailer() override { std::filesystem::remove_all(folder); }

  static mode_t mode_of(const std::filesystem::path& path) {
    struct stat found{};
    ::stat(path.c_str(), &found);
    return found.st_mode & 0777;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      all.push_back(entry.path().filename());
    return all;
  }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      (std::string("gatehouse-mails-") + ::testing::UnitTest::GetInstance()->current_test_info()->name()) /
      "out";
};

TEST_F(AFileMailer, WritesTheMailAsItWouldTravel) {
  FileMailer mailer(folder, sender);
  EXPECT_EQ(mailer.send(mail).outcome, Sending::sent);
  EXPECT_THAT(names(), ElementsAre("1795339800000-token.eml"));
  std::ifstream file(folder / "1795339800000-token.eml", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), mime_text(mail, sender));
}

TEST_F(AFileMailer, LetsNobodyElseRead) {
  FileMailer mailer(folder, sender);
  mailer.send(mail);
  EXPECT_EQ(mode_of(folder), 0700u);
  EXPECT_EQ(mode_of(folder / "1795339800000-token.eml"), 0600u);
}

TEST_F(AFileMailer, PutsAMailThatIsSentAgainInItsOwnPlace) {
  FileMailer mailer(folder, sender);
  mailer.send(mail);
  EXPECT_EQ(mailer.send(mail).outcome, Sending::sent);
  EXPECT_EQ(names().size(), 1u);
}

TEST_F(AFileMailer, GoesOnFromADraftThatACrashLeft) {
  FileMailer mailer(folder, sender);
  std::ofstream(folder / ".1795339800000-token.eml.draft") << "half a ma";
  EXPECT_EQ(mailer.send(mail).outcome, Sending::sent);
  EXPECT_THAT(names(), ElementsAre("1795339800000-token.eml"));
}

TEST_F(AFileMailer, LeavesItsFolderForNoMessageId) {
  FileMailer mailer(folder, sender);
  Mail odd = mail;
  odd.message_id = "../../x/y@example.com";
  mailer.send(odd);
  odd.message_id = "..x/../y@example.com";
  mailer.send(odd);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.parent_path())) {
    if (entry.is_regular_file()) EXPECT_EQ(entry.path().parent_path(), folder);
  }
}

TEST_F(AFileMailer, FailsForNowWhereTheFolderIsGone) {
  FileMailer mailer(folder, sender);
  std::filesystem::remove_all(folder);
  const SendResult result = mailer.send(mail);
  EXPECT_EQ(result.outcome, Sending::failed);
  EXPECT_EQ(result.reason.find("042137"), std::string::npos);
}

TEST_F(AFileMailer, RefusesABadMailForGood) {
  FileMailer mailer(folder, sender);
  Mail bad = mail;
  bad.subject = "a\r\nb";
  EXPECT_EQ(mailer.send(bad).outcome, Sending::refused);
  EXPECT_TRUE(names().empty());
}

TEST_F(AFileMailer, SendsNothingOnceItIsInterrupted) {
  FileMailer mailer(folder, sender);
  mailer.interrupt();
  EXPECT_EQ(mailer.send(mail).outcome, Sending::interrupted);
}

}  // namespace
}  // namespace gatehouse::mail
