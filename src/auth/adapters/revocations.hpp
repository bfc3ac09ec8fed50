#pragma once

// What is refused before it expires, in memory, so that no request needs the database for it: sessions that
// have ended, and users whose older tokens are void. An entry stays until the last token it concerns has
// expired on every clock, so there are never more than sessions that ended within the lifetime of an access
// token and the leeway; each takes about 150 octets.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "auth/app/revocation_ports.hpp"

namespace gatehouse::auth::adapters {

/// What a resource server must know to refuse the same tokens.
struct RevocationList {
  std::vector<std::string> sessions;     // sorted
  std::map<UserId, std::int64_t> users;  // the earliest `iat` that is still good
};

/// Thread-safe.
class Revocations final : public RevocationListener, public Revoked {
 public:
  /// How old a view may be where other servers end sessions too.
  static constexpr std::chrono::seconds oldest_shared_view{5};

  /// Without `oldest_view` what this server has ended is all there is, and the view is never too old.
  Revocations(const Clock& clock, std::optional<std::chrono::milliseconds> oldest_view)
      : clock_(clock), oldest_view_(oldest_view) {}

  void session_ended(const std::string& session, UserId user, Time until) override;
  void tokens_refused_before(UserId user, std::int64_t not_before, Time until) override;

  bool is_revoked(const TokenHolder& holder) override;

  /// All that was committed before `moment` is in here.
  void know_all_before(Monotonic moment);
  std::chrono::milliseconds age() const;
  /// Throws `Unavailable` where the view is too old.
  void expect_fresh() const;

  /// Changes with each entry that is new or goes further than before, after it can be seen.
  std::uint64_t version() const { return version_; }
  RevocationList list(Time now) const;

  /// Of one shard, each time of the next: nobody waits long behind it.
  void drop_expired(Time now);
  std::size_t size() const { return size_; }

 private:
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct RefusedBefore {
    std::int64_t not_before = 0;
    Time until;
  };
  struct alignas(64) Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, Time, TextHash, std::equal_to<>> sessions;
    std::unordered_map<std::int64_t, RefusedBefore> users;
  };
  static constexpr std::size_t shards = 64;

  static std::size_t place_of(std::string_view session) { return TextHash{}(session) % shards; }
  static std::size_t place_of(UserId user) { return static_cast<std::size_t>(user.value) % shards; }
  bool has_ended(std::string_view session) const;
  bool is_refused_before(UserId user, std::int64_t issued_at) const;

  const Clock& clock_;
  const std::optional<std::chrono::milliseconds> oldest_view_;
  std::array<Shard, shards> shards_;
  std::atomic<std::size_t> size_{0};
  std::atomic<std::uint64_t> version_{0};
  std::atomic<Monotonic::rep> known_before_{0};
  std::atomic<std::size_t> next_to_drop_{0};
};

}  // namespace gatehouse::auth::adapters
