// The cache by itself, and what it must never do for a request: outlive a session, a key or an expiry, or
// believe what no key has signed.

#include "auth/adapters/token_cache.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/auth/forged_tokens.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;

class RememberedTokens : public ::testing::Test {
 protected:
  /// Verifies any token as the holder's, and counts.
  std::optional<TokenHolder> ask(std::string_view token, std::optional<TokenHolder> holder) {
    return cache_.holder_of(token, [&](std::string_view text) {
      EXPECT_EQ(text, token);
      ++verified_;
      return holder;
    });
  }
  static TokenHolder holder(std::int64_t user, std::string session = "s", std::int64_t expires_at = 1000) {
    return {.user = UserId{user},
            .client_id = "gatehouse",
            .session = std::move(session),
            .issued_at = 100,
            .not_before = 100,
            .expires_at = expires_at};
  }

  TokenCache cache_{64};
  int verified_ = 0;
};

TEST_F(RememberedTokens, AreVerifiedOnce) {
  for (int i = 0; i < 3; ++i) {
    const auto found = ask("a", holder(1, "session"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->user, UserId{1});
    EXPECT_EQ(found->session, "session");
    EXPECT_EQ(found->expires_at, 1000);
  }
  EXPECT_EQ(verified_, 1);
  EXPECT_EQ(ask("b", holder(2))->user, UserId{2});
  EXPECT_EQ(ask("a", holder(2))->user, UserId{1});
}

TEST_F(RememberedTokens, AreNotThoseThatWereNotBelieved) {
  EXPECT_FALSE(ask("a", std::nullopt));
  EXPECT_FALSE(ask("a", std::nullopt));
  EXPECT_EQ(verified_, 2);
  EXPECT_TRUE(ask("a", holder(1)));
}

TEST_F(RememberedTokens, AreForgottenWhenCleared) {
  ask("a", holder(1));
  cache_.clear();
  EXPECT_FALSE(ask("a", std::nullopt));
}

TEST_F(RememberedTokens, AreNotThoseThatWereBeingVerifiedMeanwhile) {
  const auto believed_by_the_old_key = cache_.holder_of("a", [&](std::string_view) {
    cache_.clear();
    return std::optional(holder(1));
  });
  EXPECT_TRUE(believed_by_the_old_key);
  EXPECT_FALSE(ask("a", std::nullopt));
}

TEST_F(RememberedTokens, TakeNoMoreThanTheirPlaces) {
  constexpr int many = 10'000;
  for (int i = 0; i < many; ++i) ask(std::to_string(i), holder(i + 1));
  EXPECT_EQ(verified_, many);
  int remembered = 0;
  for (int i = 0; i < many; ++i) {
    const int before = verified_;
    ask(std::to_string(i), std::nullopt);
    remembered += verified_ == before ? 1 : 0;
  }
  EXPECT_GT(remembered, 32);
  EXPECT_LE(remembered, 64);
}

TEST_F(RememberedTokens, GiveTheirPlaceUpInTheOrderInWhichTheyExpire) {
  ask("long", holder(1, "s", 1'000'000));
  for (int i = 0; i < 10'000; ++i) ask(std::to_string(i), holder(2, "s", i));
  EXPECT_EQ(ask("long", std::nullopt)->user, UserId{1});
}

TEST_F(RememberedTokens, AreNotThoseWithNamesOfAnyLength) {
  ask("a", holder(1, std::string(TokenCache::longest_name, 's')));
  EXPECT_TRUE(ask("a", std::nullopt));
  ask("b", holder(1, std::string(TokenCache::longest_name + 1, 's')));
  EXPECT_FALSE(ask("b", std::nullopt));
}

TEST_F(RememberedTokens, AreEachOnesOwnForManyThreads) {
  std::atomic<int> mistaken{0};
  {
    std::vector<std::jthread> askers;
    for (int asker = 0; asker < 4; ++asker) {
      askers.emplace_back([&] {
        for (std::int64_t i = 1; i < 3000; ++i) {
          const auto user = i % 100 + 1;
          const auto found = cache_.holder_of(std::to_string(user), [&](std::string_view) {
            return std::optional(holder(user, "session-" + std::to_string(user)));
          });
          if (!found || found->session != "session-" + std::to_string(user)) ++mistaken;
          if (i % 500 == 0) cache_.clear();
        }
      });
    }
  }
  EXPECT_EQ(mistaken, 0);
}

/// The other signature that ECDSA has for the same text: S replaced by the order of P-256 less S.
std::string twin_of(const std::string& token) {
  const std::string order = "\xFF\xFF\xFF\xFF" + std::string(4, '\0') + std::string(8, '\xFF') +
                            *crypto::from_base64url("vOb6racXnoTzucrC_GMlUQ");  // its lower half
  const auto dot = token.rfind('.');
  std::string signature = *crypto::from_base64url(std::string_view(token).substr(dot + 1));
  int borrowed = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int difference =
        static_cast<unsigned char>(order[i]) - borrowed - static_cast<unsigned char>(signature[32 + i]);
    borrowed = difference < 0 ? 1 : 0;
    signature[32 + i] = static_cast<char>(difference + 256 * borrowed);
  }
  return token.substr(0, dot + 1) + crypto::to_base64url(signature);
}

class CachedToken : public ForgedTokens {
 protected:
  /// Of session `s`; believed, so that it is remembered.
  std::string believed() {
    auto token = sign(good_header(), good_claims());
    EXPECT_TRUE(is_believed(token));
    return token;
  }
};

TEST_F(CachedToken, IsRefusedOnceItsSessionHasEnded) {
  const auto token = believed();
  revocations_.session_ended("s", UserId{17}, clock_.now() + 900s);
  EXPECT_FALSE(is_believed(token));
}

TEST_F(CachedToken, IsRefusedOnceItsUserHasOnlyNewerOnes) {
  const auto token = believed();
  revocations_.tokens_refused_before(UserId{17}, to_millis(clock_.now()) / 1000 + 1, clock_.now() + 900s);
  EXPECT_FALSE(is_believed(token));
}

TEST_F(CachedToken, IsRefusedOnceItHasExpired) {
  const auto token = believed();
  clock_.advance(900s);
  EXPECT_FALSE(is_believed(token));
}

TEST_F(CachedToken, IsRefusedOnceItsKeyHasRetired) {
  keys_.on_change([this] { cache_.clear(); });
  const auto token = believed();
  const auto kid = keys_.active()->kid;
  house_.rotate("ES256", KeyStart::at_once);
  keys_.refresh();
  EXPECT_TRUE(is_believed(token));
  EXPECT_EQ(house_.retire(kid), KeyRetirement::retired);
  keys_.refresh();
  EXPECT_FALSE(is_believed(token));
  EXPECT_TRUE(is_believed(sign(good_header(), good_claims())));
}

TEST_F(CachedToken, HasNoTwinThatOutlivesItsSession) {  // J04
  const auto token = believed();
  const auto twin = twin_of(token);
  EXPECT_NE(twin, token);
  EXPECT_TRUE(is_believed(twin));
  revocations_.session_ended("s", UserId{17}, clock_.now() + 900s);
  EXPECT_FALSE(is_believed(twin));
  EXPECT_FALSE(is_believed(twin_of(twin)));
}

TEST_F(CachedToken, WithAnotherSignatureIsVerified) {
  const auto token = believed();
  auto forged = token;
  forged[token.size() - 10] = token[token.size() - 10] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(is_believed(forged));
  EXPECT_FALSE(is_believed(forged));
  EXPECT_TRUE(is_believed(token));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
