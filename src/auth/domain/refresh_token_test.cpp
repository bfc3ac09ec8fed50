#include "auth/domain/refresh_token.hpp"

#include <gtest/gtest.h>

namespace gatehouse::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds grace = seconds{10};
const Time start = from_millis(1'795'339'800'000);

/// A chain whose tokens were rotated at these times after `start`.
RefreshChain chain_of(std::initializer_list<milliseconds> times) {
  RefreshChain chain;
  for (const auto time : times) chain = rotated(chain, start + time, grace);
  return chain;
}

TEST(RefreshChain, HasOneLiveTokenFromTheBeginning) {
  EXPECT_EQ(judge({}, 0, start, grace), Verdict::rotate);
  EXPECT_EQ(judge({}, 1, start, grace), Verdict::unknown);
  EXPECT_EQ(judge({}, -1, start, grace), Verdict::unknown);
}

TEST(RefreshChain, RepeatsItselfForThePredecessorUntilItsGraceIsOver) {
  const auto chain = chain_of({seconds{0}});
  EXPECT_EQ(judge(chain, 1, start, grace), Verdict::rotate);
  EXPECT_EQ(judge(chain, 0, start, grace), Verdict::repeat);
  EXPECT_EQ(judge(chain, 0, start + grace - milliseconds{1}, grace), Verdict::repeat);
  EXPECT_EQ(judge(chain, 0, start + grace, grace), Verdict::reused);
  EXPECT_EQ(judge(chain, 0, start + grace * 1000, grace), Verdict::reused);
}

TEST(RefreshChain, TakesAnOlderTokenForNoTheftWithinItsOwnGrace) {
  const auto chain = chain_of({seconds{0}, seconds{4}});
  const auto at = [&](milliseconds time, std::int64_t token) {
    return judge(chain, token, start + time, grace);
  };
  EXPECT_EQ(at(seconds{9}, 0), Verdict::stale);
  EXPECT_EQ(at(seconds{9}, 1), Verdict::repeat);
  EXPECT_EQ(at(seconds{10}, 0), Verdict::reused);
  EXPECT_EQ(at(seconds{10}, 1), Verdict::repeat);
  EXPECT_EQ(at(seconds{14}, 1), Verdict::reused);
}

TEST(RefreshChain, KnowsReuseOfATokenItHasForgottenTheTimeOf) {
  const auto chain = chain_of({seconds{0}, seconds{60}, seconds{120}, seconds{180}});
  EXPECT_EQ(chain.rotations.size(), 1U);
  EXPECT_EQ(judge(chain, 0, start + seconds{180}, grace), Verdict::reused);
  EXPECT_EQ(judge(chain, 2, start + seconds{180}, grace), Verdict::reused);
  EXPECT_EQ(judge(chain, 3, start + seconds{180}, grace), Verdict::repeat);
}

// Attack case S04: twice within one second, then the first again.
TEST(RefreshChain, TellsTokensOfOneMillisecondApart) {
  const auto chain = chain_of({milliseconds{0}, milliseconds{0}});
  EXPECT_EQ(judge(chain, 0, start, grace), Verdict::stale);
  EXPECT_EQ(judge(chain, 1, start, grace), Verdict::repeat);
  EXPECT_EQ(judge(chain, 0, start + grace, grace), Verdict::reused);
}

TEST(RefreshChain, StaysShortHoweverFastItIsRotated) {
  RefreshChain chain;
  std::size_t most = 0;
  for (int i = 0; i < 20'000; ++i) {
    chain = rotated(chain, start + milliseconds{i}, grace);
    most = std::max(most, chain.rotations.size());
    EXPECT_EQ(judge(chain, i, start + milliseconds{i}, grace), Verdict::repeat);
  }
  EXPECT_LE(most, 70U);
}

TEST(RefreshChain, KeepsEachTokenStaleForItsGraceAndLittleLongerHoweverFastItIsRotated) {
  RefreshChain chain;
  constexpr int rotations = 5'000;
  for (int i = 0; i < rotations; ++i) chain = rotated(chain, start + milliseconds{i * 3}, grace);
  const Time now = start + milliseconds{rotations * 3};
  for (std::int64_t token = 0; token < rotations - 1; ++token) {
    const auto age = now - (start + milliseconds{token * 3});
    const auto verdict = judge(chain, token, now, grace);
    if (age < grace) EXPECT_EQ(verdict, Verdict::stale) << token;
    if (age >= grace + grace / 32) EXPECT_EQ(verdict, Verdict::reused) << token;
  }
}

TEST(RefreshChain, IsReadBackAsItWasWritten) {
  for (const auto& chain : {RefreshChain{}, chain_of({seconds{0}}), chain_of({seconds{0}, seconds{3}})}) {
    EXPECT_EQ(parse_rotations(to_text(chain.rotations)), chain.rotations);
  }
  EXPECT_EQ(to_text(chain_of({seconds{0}, seconds{3}}).rotations), "1:1795339803000 0:1795339800000");
}

TEST(RefreshChain, IsNotReadFromWhatItNeverWrites) {
  for (const char* text : {" ", "1", "1:", ":1", "a:b", "1:2 ", " 1:2", "1:2,3:4", "-1:2", "1:-2", "1:2x",
                           "99999999999999999999:1", "1:2  3:4"}) {
    EXPECT_EQ(parse_rotations(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace gatehouse::auth
