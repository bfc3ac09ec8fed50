#include "user/adapters/sql_activity.hpp"

#include <gmock/gmock.h>

#include "tests/support/audit/kept_trail.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::user::adapters {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr UserId kim{17};
constexpr UserId lee{18};

class ReadingActivity : public ::testing::TestWithParam<sql::Dialect>,
                        protected gatehouse::testing::KeptTrail {
 protected:
  ReadingActivity() : KeptTrail(GetParam()) {}

  void happen(UserId user, std::string_view what) {
    trail.record({.what = what,
                  .outcome = AuditOutcome::failure,
                  .user = user,
                  .origin = {.address = "203.0.113.9"},
                  .session = "s-1"});
    clock.advance(std::chrono::seconds{1});
  }
  std::optional<ActivityPage> page(UserId user, std::optional<std::string> after = {},
                                   std::int64_t most = 2) {
    return activity.page({.user = user, .since = since, .after = after, .most = most});
  }
  /// What happened, page after page: "c b|a".
  std::string all_pages(UserId user, std::int64_t most) {
    std::string text;
    std::optional<std::string> after;
    do {
      const auto part = page(user, after, most).value();
      for (const Activity& item : part.items) text += item.event + ' ';
      after = part.next;
      if (after) text.back() = '|';
    } while (after);
    return text;
  }

  SqlActivity activity{*database, crypto::SealedBox(crypto::SecretBytes(std::string(32, 's')))};
  Time since = clock.now();
};

INSTANTIATE_TEST_SUITE_P(Databases, ReadingActivity, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(ReadingActivity, TellsWhatHappenedAndFromWhere) {
  happen(kim, "sign_in");
  EXPECT_THAT(page(kim)->items, ElementsAre(Activity{since, "sign_in", "failure", "203.0.113.9", "s-1"}));
}

TEST_P(ReadingActivity, BeginsWithTheNewestAndEndsWithTheOldest) {
  for (const char* what : {"a", "b", "c", "d", "e"}) happen(kim, what);
  EXPECT_EQ(all_pages(kim, 2), "e d|c b|a ");
  EXPECT_EQ(all_pages(kim, 5), "e d c b a ");
  EXPECT_EQ(all_pages(kim, 4), "e d c b|a ");
}

TEST_P(ReadingActivity, IsNobodyElses) {
  happen(kim, "a");
  happen(lee, "b");
  happen(kim, "c");
  trail.record({.what = "d"});
  EXPECT_EQ(all_pages(kim, 1), "c|a ");
  EXPECT_EQ(all_pages(lee, 5), "b ");
  EXPECT_THAT(page(UserId{19})->items, IsEmpty());
}

TEST_P(ReadingActivity, LeavesOutWhatWasAimedAtTheIdBeforeItWasSomebodys) {
  happen(kim, "a");
  since = clock.now();
  happen(kim, "b");
  EXPECT_EQ(all_pages(kim, 5), "b ");
}

TEST_P(ReadingActivity, GoesOnOnlyFromWhereItHasEndedForThatUser) {
  for (int i = 0; i < 3; ++i) happen(kim, "a");
  for (int i = 0; i < 3; ++i) happen(lee, "b");
  const std::string kims = page(kim)->next.value();
  EXPECT_TRUE(page(kim, kims));
  EXPECT_FALSE(page(lee, kims));
  std::string changed = kims;
  changed[10] = changed[10] == 'A' ? 'B' : 'A';
  for (const std::string& forged : {changed, kims + "A", kims.substr(1), std::string("4"), std::string("MQ"),
                                    std::string("1 OR 1=1"), std::string()}) {
    EXPECT_FALSE(page(kim, forged)) << forged;
  }
}

TEST_P(ReadingActivity, SaysNothingOfOthersByWhereItGoesOn) {
  for (int i = 0; i < 3; ++i) happen(kim, "a");
  EXPECT_NE(page(kim)->next, page(kim)->next) << "sealed anew each time";
}

}  // namespace
}  // namespace gatehouse::user::adapters
