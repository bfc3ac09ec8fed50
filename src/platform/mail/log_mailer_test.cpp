#include "platform/mail/log_mailer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"
#include "tests/support/pipe.hpp"

namespace gatehouse::mail {
namespace {

using testing::MatchesRegex;

class LogMailerLine : public testing::Test {
 protected:
  LogMailerLine() { log::to_descriptor(pipe_.writing_end()); }
  ~LogMailerLine() override { log::to_descriptor(1); }

  tests::Pipe pipe_;
};

const CodeMail code_mail{UserId{1}, "Kim@example.com", "042137", from_millis(1'795'339'980'000)};

TEST_F(LogMailerLine, TellsTheCodeAsTheContractHasIt) {
  LogMailer().send(code_mail);
  EXPECT_THAT(
      pipe_.read_available(),
      MatchesRegex(
          R"(\{"ts":"[^"]*Z","level":"info","event":"verification_code","user_id":1,)"
          R"("email":"Kim@example.com","verify_code":"042137","expires_at":"2026-11-22T09:33:00.000Z"\})"
          "\n"));
}

TEST_F(LogMailerLine, TellsAResetCodeAsTheContractHasIt) {
  LogMailer().send(ResetCodeMail{UserId{1}, "kim@example.com", "042137", "handle", "Firefox on Linux",
                                 from_millis(1'795'339'980'000)});
  EXPECT_THAT(pipe_.read_available(),
              MatchesRegex(R"(\{"ts":"[^"]*Z","level":"info","event":"password_reset_code","user_id":1,)"
                           R"("email":"kim@example.com","verify_code":"042137","reset_id":"handle",)"
                           R"("expires_at":"2026-11-22T09:33:00.000Z","device":"Firefox on Linux"\})"
                           "\n"));
}

TEST_F(LogMailerLine, TellsAChangeAsTheContractHasIt) {
  LogMailer().send(ChangeNotice{UserId{7}, "kim@example.com", "password", "https://id.example/undo/t"});
  EXPECT_THAT(pipe_.read_available(),
              MatchesRegex(R"(\{"ts":"[^"]*Z","level":"info","event":"account_change_notice","user_id":7,)"
                           R"("email":"kim@example.com","change":"password",)"
                           R"("undo_url":"https://id.example/undo/t"\})"
                           "\n"));
}

TEST_F(LogMailerLine, TellsTheReuseOfARefreshTokenAsTheContractHasIt) {
  LogMailer().send(ReuseNotice{UserId{7}, "kim@example.com", "sid", "Firefox on Linux", "192.0.2.1"});
  EXPECT_THAT(pipe_.read_available(),
              MatchesRegex(R"(\{"ts":"[^"]*Z","level":"info","event":"session_reuse_notice","user_id":7,)"
                           R"("email":"kim@example.com","session_id":"sid","device":"Firefox on Linux",)"
                           R"("address":"192.0.2.1"\})"
                           "\n"));
}

TEST_F(LogMailerLine, IsSentWhateverTheLevelOfTheLog) {
  log::start(log::Level::error);
  LogMailer().send(code_mail);
  log::stop();
  EXPECT_NE(pipe_.read_available().find("042137"), std::string::npos);
}

TEST_F(LogMailerLine, FailsWhereNobodyReads) {
  pipe_.fill();
  EXPECT_THROW(LogMailer().send(code_mail), Unavailable);
  EXPECT_THROW(
      LogMailer().send(ChangeNotice{UserId{7}, "kim@example.com", "email", "https://id.example/undo/t"}),
      Unavailable);
}

}  // namespace
}  // namespace gatehouse::mail
