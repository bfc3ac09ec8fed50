#pragma once

// How tokens are refused before they expire: whoever ends sessions tells it, once that is on disk, to whoever
// must know at once; and a request asks without a read of the database.

#include <cstdint>
#include <string>

#include "auth/domain/access_token.hpp"
#include "kernel/clock.hpp"

namespace gatehouse::auth {

/// Thread-safe. Told after the commit, so that nothing is refused for what was undone; told twice, it does no
/// more.
class RevocationListener {
 public:
  virtual ~RevocationListener() = default;

  /// `until`: when the last access token of the session has expired.
  virtual void session_ended(const std::string& session, UserId user, Time until) = 0;

  /// The user's tokens with an `iat` below `not_before` (seconds) are no good any more, `until` the last of
  /// them has expired.
  virtual void tokens_refused_before(UserId user, std::int64_t not_before, Time until) = 0;
};

/// Thread-safe, and cheap enough for every request.
class Revoked {
 public:
  virtual ~Revoked() = default;

  /// Throws `Unavailable` where what is known is too old to say no by.
  virtual bool is_revoked(const TokenHolder& holder) = 0;
};

}  // namespace gatehouse::auth
