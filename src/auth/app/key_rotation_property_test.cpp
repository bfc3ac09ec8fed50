// Several servers whose clocks are apart and who learn late, verifiers who keep the published keys for as
// long as they may, rotations by age and by command, and outages, all at random: nobody ever meets a token
// that is not expired and whose key they do not know.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "auth/app/maintain_keys.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/memory_signing_keys.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr milliseconds most_lag{15'000};   // from a change in the table to a server's knowing of it
constexpr milliseconds most_skew{15'000};  // of a server's or a verifier's clock
constexpr milliseconds sweep_interval{60'000};

class SkewedClock final : public Clock {
 public:
  Time now() const override { return true_time + skew; }
  Monotonic monotonic() const override { return Monotonic{true_time.time_since_epoch()}; }

  Time true_time = from_millis(1'795'339'800'000);
  milliseconds skew{0};
};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {
    maintain_.begin();
    remember();
  }

  void run(int steps) {
    for (int step = 0; step < steps && !::testing::Test::HasFailure(); ++step) this->step();
  }

  std::size_t keys_made() const { return static_cast<std::size_t>(forge_.made); }

 private:
  struct Token {
    std::string kid;
    Time expires_at;
  };

  std::int64_t below(std::int64_t bound) {
    return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(random_);
  }
  milliseconds up_to(milliseconds most) { return milliseconds{below(most.count() + 1)}; }
  milliseconds any_skew() { return up_to(2 * most_skew) - most_skew; }

  /// Makes some server act.
  void as_some_server() { clock_.skew = any_skew(); }

  void remember() { history_[clock_.true_time] = store_.ring; }
  const KeyRing& ring_at(Time time) const {
    auto after = history_.upper_bound(time);
    return after == history_.begin() ? after->second : std::prev(after)->second;
  }

  void step() {
    switch (below(12)) {
      case 0:
        as_some_server();
        rotate_(below(2) == 0 ? "ES256" : "EdDSA", KeyStart::once_published);
        remember();
        break;
      case 1:
        rest(minutes{below(300)});
        break;
      default:
        pass(milliseconds{below(700'000)});
    }
    sign();
    for (const Token& token : tokens_) present(token);
  }

  /// Time goes by, and some server sweeps each minute.
  void pass(milliseconds time) {
    while (time > milliseconds{0}) {
      const milliseconds part = std::min(time, sweep_interval);
      clock_.true_time += part;
      time -= part;
      as_some_server();
      maintain_();
      remember();
    }
    std::erase_if(tokens_, [&](const Token& token) { return token.expires_at <= clock_.true_time; });
  }

  /// Every server is down; then they start.
  void rest(milliseconds time) {
    clock_.true_time += time;
    up_since_ = clock_.true_time;
    as_some_server();
    maintain_.begin();
    maintain_.follow_algorithm();
    pass(milliseconds{1});
  }

  /// As what a server knows that read the table at most so long ago, and since it is up.
  const KeyRing& known_to_some_server(Time time) {
    return ring_at(std::max(time - up_to(most_lag), std::min(up_since_, time)));
  }

  void sign() {
    as_some_server();
    const KeyRing& ring = known_to_some_server(clock_.true_time);
    const KeyRecord* key = signer(ring, clock_.now());
    ASSERT_NE(key, nullptr);
    tokens_.push_back({key->kid, clock_.now() + lifetime_});
  }

  void present(const Token& token) {
    EXPECT_TRUE(is_published(token, clock_.true_time)) << "to a server, " << token.kid;
    const milliseconds kept = std::min<milliseconds>(published_keys_max_age, clock_.true_time - up_since_);
    EXPECT_TRUE(is_published(token, clock_.true_time - kept)) << "kept for long, " << token.kid;
    EXPECT_TRUE(is_published(token, clock_.true_time - up_to(kept))) << "kept, " << token.kid;
  }

  bool is_published(const Token& token, Time when) {
    const KeyRing& ring = known_to_some_server(when);
    const auto key = std::ranges::find(ring, token.kid, &KeyRecord::kid);
    return key != ring.end() && !is_retired(*key, when + any_skew());
  }

  std::mt19937 random_;
  SkewedClock clock_;
  Time up_since_ = clock_.true_time;
  seconds lifetime_{below(4) == 0 ? 1 : 1 + below(7'200)};

  testing::MemorySigningKeys store_;
  testing::NumberedKeys forge_;
  testing::PlainTransactions transactions_;
  testing::RecordedAudit audit_;
  RotateKeys rotate_{store_, forge_, transactions_, audit_, clock_, lifetime_};
  MaintainKeys maintain_{
      store_, rotate_, transactions_,
      audit_, clock_,  {below(2) == 0 ? "ES256" : "EdDSA", minutes{60 + below(300)}, lifetime_}};
  std::map<Time, KeyRing> history_;
  std::vector<Token> tokens_;
};

TEST(KeyRotation, NeverShowsAVerifierAnUnknownKey) {
  std::size_t keys = 0;
  for (unsigned seed = 0; seed < 150 && !::testing::Test::HasFailure(); ++seed) {
    const ::testing::ScopedTrace trace(__FILE__, __LINE__, "seed " + std::to_string(seed));
    World world(seed);
    world.run(80);
    keys += world.keys_made();
  }
  EXPECT_GT(keys, 1'000U);
}

}  // namespace
}  // namespace gatehouse::auth
