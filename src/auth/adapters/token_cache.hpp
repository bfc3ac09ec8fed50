#pragma once

// Verified tokens in memory of bounded size, found by a fingerprint of their text. Each shard is a table of
// sets of a few places; a set gets its memory with its first token, and one that is full gives up the token
// that expires first.

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "auth/app/verified_tokens.hpp"
#include "platform/crypto/fingerprint.hpp"

namespace gatehouse::auth::adapters {

class TokenCache final : public VerifiedTokens {
 public:
  static constexpr std::size_t default_capacity = 16'384;  // at most about 3 MB
  /// Holders with longer names are verified each time, so that the size of a place has an end.
  static constexpr std::size_t longest_name = 64;

  /// For about so many tokens.
  explicit TokenCache(std::size_t capacity = default_capacity);

  std::optional<TokenHolder> holder_of(std::string_view token, Verify verify) override;
  void clear() override;

 private:
  static constexpr std::size_t shards = 16;
  static constexpr std::size_t places_in_set = 4;

  struct Place {
    crypto::Fingerprint token{};
    std::optional<TokenHolder> holder;
  };
  using Set = std::array<Place, places_in_set>;
  struct alignas(64) Shard {
    std::mutex mutex;
    std::vector<std::unique_ptr<Set>> sets;
  };

  Shard& shard_of(const crypto::Fingerprint& token) { return shards_[token[0] % shards]; }
  static std::unique_ptr<Set>& set_of(Shard& shard, const crypto::Fingerprint& token) {
    return shard.sets[token[1] % shard.sets.size()];
  }
  std::optional<TokenHolder> find(const crypto::Fingerprint& token);
  void keep(const crypto::Fingerprint& token, const TokenHolder& holder, std::uint64_t epoch);

  std::array<Shard, shards> shards_;
  std::atomic<std::uint64_t> epoch_{0};  // rises with each `clear`
};

}  // namespace gatehouse::auth::adapters
