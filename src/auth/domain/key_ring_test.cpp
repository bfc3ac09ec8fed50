#include "auth/domain/key_ring.hpp"

#include <gtest/gtest.h>

#include "auth/domain/access_token.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Time start = from_millis(1'795'339'800'000);
constexpr seconds lifetime{900};

KeyRecord key(std::string kid, std::int64_t generation, Time signs_from,
              std::optional<Time> retires_at = std::nullopt) {
  return {.kid = std::move(kid),
          .algorithm = "ES256",
          .generation = generation,
          .created_at = signs_from,
          .signs_from = signs_from,
          .retires_at = retires_at};
}

std::string signer_of(const KeyRing& ring, Time now) {
  const auto* found = signer(ring, now);
  return found == nullptr ? "none" : found->kid;
}

TEST(KeyRing, SignsWithTheYoungestKeyWhoseTimeHasCome) {
  const KeyRing ring{key("a", 1, Time{}, start + hours{2}), key("b", 2, start),
                     key("c", 3, start + hours{1})};
  EXPECT_EQ(signer_of(ring, start - milliseconds{1}), "a");
  EXPECT_EQ(signer_of(ring, start), "b");
  EXPECT_EQ(signer_of(ring, start + hours{1}), "c");
}

TEST(KeyRing, DoesNotSignWithWhatHasRetired) {
  KeyRing ring{key("a", 1, Time{}), key("b", 2, start, start + hours{1}), key("c", 3, start)};
  ring[2].is_erased = true;
  EXPECT_EQ(signer_of(ring, start), "b");
  EXPECT_EQ(signer_of(ring, start + hours{1}), "a");
}

TEST(KeyRing, SignsWithTheOldestWhereAClockWasPutBackBeforeAll) {
  EXPECT_EQ(signer_of({key("b", 2, start), key("c", 3, start + hours{1})}, start - hours{1}), "b");
}

TEST(KeyRing, SignsWithNothingWhereAllHaveRetired) {
  EXPECT_EQ(signer_of({}, start), "none");
  EXPECT_EQ(signer_of({key("a", 1, Time{}, start)}, start), "none");
  EXPECT_EQ(newest({key("a", 1, Time{}, start)}, start), nullptr);
}

TEST(KeyRing, RetiresAtTheInstantThatItSays) {
  const auto retiring = key("a", 1, Time{}, start);
  EXPECT_FALSE(is_retired(retiring, start - milliseconds{1}));
  EXPECT_TRUE(is_retired(retiring, start));
  EXPECT_FALSE(is_retired(key("a", 1, Time{}), start));
}

TEST(KeyRing, LetsANewKeySignOnlyWhenNobodyCanHaveKeptTheOnesBefore) {
  EXPECT_EQ(first_signature(start), start + seconds{360});
}

TEST(KeyRing, RetiresAKeyWhenTheLastTokenThatItSignedIsExpired) {
  const KeyRing ring{key("a", 1, Time{}), key("b", 2, start)};
  EXPECT_EQ(retirement(ring, ring[0], start, lifetime), start + lifetime + clock_leeway + key_margin);
  EXPECT_EQ(retirement(ring, ring[1], start, lifetime), std::nullopt);
}

TEST(KeyRing, RetiresByTheFirstOfTheKeysThatFollow) {
  const KeyRing ring{key("a", 1, Time{}), key("b", 2, start + hours{1}), key("c", 3, start)};
  EXPECT_EQ(retirement(ring, ring[0], start, lifetime), start + lifetime + clock_leeway + key_margin);
}

TEST(KeyRing, DoesNotRetireForAFollowerThatIsGone) {
  const KeyRing ring{key("a", 1, Time{}, start + hours{1}), key("b", 2, start, start)};
  EXPECT_EQ(retirement(ring, ring[0], start, lifetime), std::nullopt);
}

TEST(KeyRing, RetiresNoEarlierThanWasSaidBefore) {
  const KeyRing ring{key("a", 1, Time{}, start + hours{25}), key("b", 2, start)};
  EXPECT_EQ(retirement(ring, ring[0], start, lifetime), start + hours{25});
  EXPECT_EQ(retirement(ring, ring[0], start, hours{48}), start + hours{48} + clock_leeway + key_margin);
}

TEST(KeyRing, IsDueForAnotherKeyByTheAgeOfTheNewest) {
  const KeyRing ring{key("a", 1, start), key("b", 2, start + hours{1})};
  EXPECT_FALSE(is_rotation_due(ring, start + hours{2} - milliseconds{1}, hours{1}));
  EXPECT_TRUE(is_rotation_due(ring, start + hours{2}, hours{1}));
  EXPECT_TRUE(is_rotation_due({}, start, hours{1}));
}

}  // namespace
}  // namespace gatehouse::auth
