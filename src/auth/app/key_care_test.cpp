// Rotating, retiring and keeping of signing keys, with a table in memory.

#include <gtest/gtest.h>

#include "auth/app/maintain_keys.hpp"
#include "auth/app/retire_key.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/memory_signing_keys.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr seconds lifetime{900};
constexpr seconds overlap = lifetime + clock_leeway + key_margin;

class KeyCare : public ::testing::Test {
 protected:
  KeyCare() { maintain_.begin(); }

  /// "ES256-1 ES256-2*": all that have not retired, and the one that signs.
  std::string usable() {
    std::string text;
    for (const auto& key : store_.ring) {
      if (is_retired(key, clock_.now())) continue;
      text += (text.empty() ? "" : " ") + key.kid + (&key == signer(store_.ring, clock_.now()) ? "*" : "");
    }
    return text;
  }

  testing::ManualClock clock_;
  testing::MemorySigningKeys store_;
  testing::NumberedKeys forge_;
  testing::PlainTransactions transactions_;
  testing::RecordedAudit audit_;
  RotateKeys rotate_{store_, forge_, transactions_, audit_, clock_, lifetime};
  RetireKey retire_{store_, transactions_, audit_, clock_, lifetime};
  MaintainKeys maintain_{store_, rotate_, transactions_, audit_, clock_, {"ES256", days{90}, lifetime}};
};

TEST_F(KeyCare, BeginsWithOneKeyThatSignsWhateverTheClockSays) {
  EXPECT_EQ(usable(), "ES256-1*");
  EXPECT_EQ(store_.ring[0].signs_from, Time{});
  maintain_.begin();
  EXPECT_EQ(forge_.made, 1);
  EXPECT_EQ(audit_.story(), "");
}

TEST_F(KeyCare, PublishesANewKeyBeforeItSigns) {
  const auto made = rotate_("EdDSA", KeyStart::once_published);
  EXPECT_EQ(made.signs_from, clock_.now() + seconds{360});
  EXPECT_EQ(usable(), "ES256-1* EdDSA-2");
  clock_.advance(seconds{360});
  EXPECT_EQ(usable(), "ES256-1 EdDSA-2*");
  EXPECT_EQ(audit_.story(), "key_rotated success");
}

TEST_F(KeyCare, RetiresTheOldKeyWhenItsLastTokenIsExpired) {
  rotate_("ES256", KeyStart::once_published);
  clock_.advance(seconds{360} + overlap - seconds{1});
  maintain_();
  EXPECT_EQ(usable(), "ES256-1 ES256-2*");
  clock_.advance(seconds{1});
  maintain_();
  EXPECT_EQ(usable(), "ES256-2*");
  EXPECT_TRUE(store_.ring[0].is_erased);
  EXPECT_FALSE(store_.ring[1].retires_at);
  EXPECT_EQ(audit_.story(), "key_rotated success, key_retired success");
}

TEST_F(KeyCare, ListsARetiredKeyForAWhileAndThenForgetsIt) {
  rotate_("ES256", KeyStart::once_published);
  clock_.advance(seconds{360} + overlap);
  maintain_();
  clock_.advance(retired_key_memory - seconds{1});
  rotate_("ES256", KeyStart::once_published);
  maintain_();
  EXPECT_EQ(store_.ring.front().kid, "ES256-1");
  clock_.advance(seconds{1});
  maintain_();
  EXPECT_EQ(store_.ring.front().kid, "ES256-2");
}

TEST_F(KeyCare, RotatesWhenTheNewestKeyIsOldEnough) {
  clock_.advance(days{90} - seconds{1});
  maintain_();
  EXPECT_EQ(forge_.made, 1);
  clock_.advance(seconds{1});
  maintain_();
  maintain_();
  EXPECT_EQ(usable(), "ES256-1* ES256-2");
}

TEST_F(KeyCare, RotatesNeverWhereThatIsWanted) {
  MaintainKeys maintain(store_, rotate_, transactions_, audit_, clock_, {"ES256", std::nullopt, lifetime});
  clock_.advance(days{10'000});
  maintain();
  EXPECT_EQ(usable(), "ES256-1*");
}

TEST_F(KeyCare, WritesNothingWhereNothingIsToBeDone) {
  rotate_("ES256", KeyStart::once_published);
  const int turns = store_.turns;
  maintain_();
  clock_.advance(hours{1});
  maintain_();  // erases
  maintain_();
  EXPECT_EQ(store_.turns, turns + 1);
}

TEST_F(KeyCare, MakesNoKeyWhereAnotherServerWasQuicker) {
  const auto only_one = [](const KeyRing& ring, Time) { return ring.size() == 1; };
  EXPECT_TRUE(rotate_.where(only_one, "ES256", KeyStart::once_published));
  EXPECT_FALSE(rotate_.where(only_one, "ES256", KeyStart::once_published));
  EXPECT_EQ(forge_.made, 2);
}

TEST_F(KeyCare, LooksAgainInsideTheTransaction) {
  int asked = 0;
  const auto once = [&](const KeyRing&, Time) { return ++asked == 1; };
  EXPECT_FALSE(rotate_.where(once, "ES256", KeyStart::once_published));
  EXPECT_EQ(store_.ring.size(), 1U);
}

TEST_F(KeyCare, FollowsAnotherAlgorithmWithAnotherKey) {
  MaintainKeys maintain(store_, rotate_, transactions_, audit_, clock_, {"EdDSA", days{90}, lifetime});
  maintain.follow_algorithm();
  maintain.follow_algorithm();
  EXPECT_EQ(usable(), "ES256-1* EdDSA-2");
}

TEST_F(KeyCare, SignsAtOnceInAnEmergency) {
  rotate_("ES256", KeyStart::at_once);
  EXPECT_EQ(usable(), "ES256-1 ES256-2*");
  EXPECT_EQ(store_.ring[0].retires_at, clock_.now() + overlap);
}

TEST_F(KeyCare, KeepsAKeyForItsTokensWhereAnotherServerLetsThemLiveLonger) {
  RotateKeys with_shorter_tokens(store_, forge_, transactions_, audit_, clock_, seconds{1});
  with_shorter_tokens("ES256", KeyStart::at_once);
  maintain_();
  EXPECT_EQ(store_.ring[0].retires_at, clock_.now() + overlap);
}

TEST_F(KeyCare, RefusesToRetireTheKeyThatSigns) {
  EXPECT_EQ(retire_("ES256-1"), KeyRetirement::signs);
  rotate_("ES256", KeyStart::once_published);
  EXPECT_EQ(retire_("ES256-1"), KeyRetirement::signs);
  EXPECT_EQ(usable(), "ES256-1* ES256-2");
}

TEST_F(KeyCare, RetiresAKeyAtOnceWhenAnotherSigns) {
  rotate_("ES256", KeyStart::at_once);
  EXPECT_EQ(retire_("ES256-1"), KeyRetirement::retired);
  EXPECT_EQ(usable(), "ES256-2*");
  EXPECT_TRUE(store_.ring[0].is_erased);
  EXPECT_EQ(retire_("ES256-1"), KeyRetirement::retired_before);
  EXPECT_EQ(retire_("ES256-7"), KeyRetirement::unknown);
  EXPECT_EQ(audit_.story(), "key_rotated success, key_retired success");
}

TEST_F(KeyCare, LetsTheOldKeyGoOnWhereItsFollowerIsRetired) {
  rotate_("ES256", KeyStart::once_published);
  EXPECT_EQ(retire_("ES256-2"), KeyRetirement::retired);
  EXPECT_FALSE(store_.ring[0].retires_at);
  clock_.advance(days{1});
  EXPECT_EQ(usable(), "ES256-1*");
}

TEST_F(KeyCare, NeverGivesAGenerationTwice) {
  rotate_("ES256", KeyStart::once_published);
  retire_("ES256-2");
  EXPECT_EQ(rotate_("ES256", KeyStart::once_published).generation, 3);
}

TEST_F(KeyCare, BeginsAnewWhereEveryKeyHasRetired) {
  store_.ring[0].retires_at = clock_.now();
  maintain_.begin();
  EXPECT_EQ(usable(), "ES256-2*");
  EXPECT_EQ(store_.ring[1].signs_from, Time{});
}

}  // namespace
}  // namespace gatehouse::auth
