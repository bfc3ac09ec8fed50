// What resets and undo links keep, in memory and in both databases: the ones in memory stand in for the
// others in the tests of the use cases.

#include <gtest/gtest.h>

#include <memory>

#include "auth/adapters/sql_password_resets.hpp"
#include "auth/adapters/sql_undo_links.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/domain/recovery.hpp"
#include "tests/support/auth/memory_recovery.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::milliseconds;

constexpr UserId kim{1};
constexpr UserId lee{2};

class Recoveries : public ::testing::TestWithParam<const char*> {
 protected:
  Recoveries() {
    const std::string kind = GetParam();
    if (kind == "Memory") {
      resets_ = std::make_unique<testing::MemoryPasswordResets>();
      links_ = std::make_unique<testing::MemoryUndoLinks>();
      return;
    }
    const auto dialect = kind == "Sqlite" ? sql::Dialect::sqlite : sql::Dialect::postgresql;
    database_ = std::make_unique<testing::FreshDatabase>(dialect, tables());
    resets_ = std::make_unique<SqlPasswordResets>(**database_);
    links_ = std::make_unique<SqlUndoLinks>(**database_);
  }

  void put_reset(const std::string& handle, UserId user = kim, const std::string& code = "code") {
    resets_->put({.handle_hash = handle,
                  .user = user,
                  .email = "kim@example.com",
                  .code_hash = code,
                  .created_at = clock_.now(),
                  .expires_at = clock_.now() + ResetCode::lifetime});
  }
  bool spend(const std::string& handle = "handle") {
    return resets_->spend_attempt(handle, clock_.now()).has_value();
  }
  void put_link(const std::string& token, UserId user = kim, bool verified = true) {
    links_->put({.token_hash = token,
                 .user = user,
                 .change = "email",
                 .email = "kim@example.com",
                 .email_verified_at = verified ? std::optional(from_millis(7)) : std::nullopt,
                 .created_at = clock_.now(),
                 .expires_at = clock_.now() + UndoLimits::lifetime});
  }

  testing::ManualClock clock_;
  std::unique_ptr<testing::FreshDatabase> database_;
  std::unique_ptr<PasswordResets> resets_;
  std::unique_ptr<UndoLinks> links_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Recoveries, ::testing::Values("Memory", "Sqlite", "Postgresql"),
                         [](const auto& test) { return std::string(test.param); });

TEST_P(Recoveries, HoldAGuessAgainstTheResetOfItsHandle) {
  put_reset("handle", kim, "code");
  put_reset("other", lee, "other code");
  const auto out = resets_->spend_attempt("handle", clock_.now());
  ASSERT_TRUE(out);
  EXPECT_EQ(out->user, kim);
  EXPECT_EQ(out->email, "kim@example.com");
  EXPECT_EQ(out->code_hash, "code");
  EXPECT_FALSE(spend("nothing"));
}

TEST_P(Recoveries, CountFiveAttemptsForEachHandle) {
  put_reset("handle");
  put_reset("other");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(spend());
  EXPECT_FALSE(spend());
  EXPECT_TRUE(spend("other"));
}

TEST_P(Recoveries, GiveAnAttemptBackButNotMoreThanWereSpent) {
  put_reset("handle");
  resets_->give_back("handle");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(spend());
  resets_->give_back("handle");
  EXPECT_TRUE(spend());
  EXPECT_FALSE(spend());
}

TEST_P(Recoveries, UseAResetOnceAndWhileItLives) {
  put_reset("handle");
  EXPECT_FALSE(resets_->use("handle", "another code", clock_.now()));
  EXPECT_TRUE(resets_->use("handle", "code", clock_.now()));
  EXPECT_FALSE(resets_->use("handle", "code", clock_.now()));
  EXPECT_FALSE(spend());
  put_reset("late");
  clock_.advance(ResetCode::lifetime - milliseconds{1});
  EXPECT_TRUE(spend("late"));
  clock_.advance(milliseconds{1});
  EXPECT_FALSE(spend("late"));
  EXPECT_FALSE(resets_->use("late", "code", clock_.now()));
}

TEST_P(Recoveries, KeepWhatIsSpentAndUsedWhereACodeIsMadeAgain) {
  put_reset("handle");
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(spend());
  put_reset("handle", kim, "newer code");
  EXPECT_EQ(resets_->spend_attempt("handle", clock_.now())->code_hash, "newer code");
  EXPECT_FALSE(spend());
  put_reset("used");
  EXPECT_TRUE(resets_->use("used", "code", clock_.now()));
  put_reset("used");
  EXPECT_FALSE(spend("used"));
  put_reset("other", lee);
  put_reset("other", kim, "not theirs");
  EXPECT_EQ(resets_->spend_attempt("other", clock_.now())->code_hash, "code");
}

TEST_P(Recoveries, SpendNothingWithoutATrace) {
  put_reset("handle");
  for (int i = 0; i < 140; ++i) resets_->spend_nothing(i % 2 == 0);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(spend());
  EXPECT_FALSE(spend("decoy-0"));
  EXPECT_FALSE(spend("decoy-1-pair"));
}

TEST_P(Recoveries, ForgetAUserAndNobodyElse) {
  put_reset("handle");
  put_reset("other", lee);
  put_link("token");
  put_link("other", lee);
  resets_->forget(kim);
  links_->forget(kim);
  EXPECT_FALSE(spend());
  EXPECT_TRUE(spend("other"));
  EXPECT_FALSE(links_->find("token"));
  EXPECT_TRUE(links_->find("other"));
}

TEST_P(Recoveries, SweepWhatIsOverAFewAtATime) {
  for (int i = 0; i < 3; ++i) put_reset("handle " + std::to_string(i));
  clock_.advance(ResetCode::lifetime - milliseconds{1});
  EXPECT_EQ(resets_->sweep(clock_.now(), 2), 0);
  put_reset("younger");
  clock_.advance(milliseconds{1});
  EXPECT_EQ(resets_->sweep(clock_.now(), 2), 2);
  EXPECT_EQ(resets_->sweep(clock_.now(), 2), 1);
  EXPECT_TRUE(spend("younger"));
}

TEST_P(Recoveries, SweepLinksOnceNothingMoreCanBeDoneWithThem) {
  put_link("token");
  clock_.advance(UndoLimits::lifetime - milliseconds{1});
  EXPECT_TRUE(links_->use("token", clock_.now()));
  clock_.advance(UndoLimits::password_window);
  EXPECT_EQ(links_->sweep(clock_.now(), 10), 0);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(links_->sweep(clock_.now(), 10), 1);
}

TEST_P(Recoveries, FindALinkAsItWasMade) {
  put_link("token");
  put_link("unverified", lee, false);
  const UndoLink link{.user = kim,
                      .change = "email",
                      .email = "kim@example.com",
                      .email_verified_at = from_millis(7),
                      .created_at = clock_.now(),
                      .expires_at = clock_.now() + UndoLimits::lifetime};
  EXPECT_EQ(links_->find("token"), link);
  EXPECT_EQ(links_->find("unverified")->email_verified_at, std::nullopt);
  EXPECT_EQ(links_->find("nothing"), std::nullopt);
}

TEST_P(Recoveries, KnowWhenAChangeWasLastTold) {
  EXPECT_EQ(links_->last_told(kim, "email", "kim@example.com"), std::nullopt);
  put_link("first");
  clock_.advance(milliseconds{5});
  put_link("second");
  EXPECT_EQ(links_->last_told(kim, "email", "kim@example.com"), clock_.now());
  EXPECT_EQ(links_->last_told(kim, "password", "kim@example.com"), std::nullopt);
  EXPECT_EQ(links_->last_told(kim, "email", "lee@example.com"), std::nullopt);
  EXPECT_EQ(links_->last_told(lee, "email", "kim@example.com"), std::nullopt);
  links_->use("second", clock_.now());
  EXPECT_EQ(links_->last_told(kim, "email", "kim@example.com"), clock_.now() - milliseconds{5});
}

TEST_P(Recoveries, UseALinkOnceAndForAWeek) {
  put_link("token");
  put_link("late", lee);
  EXPECT_TRUE(links_->use("token", clock_.now()));
  EXPECT_EQ(links_->find("token")->used_at, clock_.now());
  EXPECT_FALSE(links_->use("token", clock_.now()));
  EXPECT_FALSE(links_->use("nothing", clock_.now()));
  clock_.advance(UndoLimits::lifetime);
  EXPECT_FALSE(links_->use("late", clock_.now()));
}

TEST_P(Recoveries, LetAUsedLinkSetAPasswordOnceWithinTheHour) {
  put_link("token");
  put_link("unverified", lee, false);
  EXPECT_FALSE(links_->use_for_password("token", clock_.now()));
  links_->use("token", clock_.now());
  links_->use("unverified", clock_.now());
  links_->note_version("token", 3);
  EXPECT_EQ(links_->find("token")->credential_version, 3);
  clock_.advance(UndoLimits::password_window - milliseconds{1});
  EXPECT_FALSE(links_->use_for_password("unverified", clock_.now()));
  EXPECT_TRUE(links_->use_for_password("token", clock_.now()));
  EXPECT_EQ(links_->find("token")->password_set_at, clock_.now());
  EXPECT_FALSE(links_->use_for_password("token", clock_.now()));
}

TEST_P(Recoveries, LetNoLinkSetAPasswordAfterTheHour) {
  put_link("token");
  links_->use("token", clock_.now());
  clock_.advance(UndoLimits::password_window);
  EXPECT_FALSE(links_->use_for_password("token", clock_.now()));
}

TEST_P(Recoveries, KeepTheLinksOfAUserInTheirOrderWhateverTheClock) {
  put_link("first");
  put_link("second");
  clock_.advance(-std::chrono::hours{1});
  put_link("third");
  EXPECT_LT(links_->find("first")->created_at, links_->find("second")->created_at);
  EXPECT_LT(links_->find("second")->created_at, links_->find("third")->created_at);
}

TEST_P(Recoveries, EndTheLinksFromOneOnButForThatOneAndOthers) {
  for (const char* token : {"first", "second", "third"}) put_link(token);
  put_link("other", lee);
  links_->use("third", clock_.now());
  const Time third_used_at = clock_.now();
  clock_.advance(milliseconds{5});
  links_->end_since(kim, links_->find("second")->created_at, "second", clock_.now());
  EXPECT_EQ(links_->find("third")->used_at, third_used_at);
  EXPECT_EQ(links_->find("third")->password_set_at, clock_.now());
  for (const char* token : {"first", "second"}) EXPECT_TRUE(links_->use(token, clock_.now())) << token;
  EXPECT_TRUE(links_->use("other", clock_.now()));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
