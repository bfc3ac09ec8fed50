#pragma once

// What the use cases of sessions need from the world: where sessions are kept, who makes and reads refresh
// tokens, and where it is put down that one has ended before its access tokens have expired.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/domain/refresh_token.hpp"
#include "auth/domain/session.hpp"
#include "auth/messages/session_requests.hpp"
#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

/// What is kept of a session's refresh tokens: none of them, only what the live one is made and known by.
struct RefreshRecord {
  RefreshChain chain{};
  std::string seed;
  std::string hash;  // of the live one
  std::optional<std::string>
      successor{};  // the access token that was given with it, sealed; none for the first

  friend bool operator==(const RefreshRecord&, const RefreshRecord&) = default;
};

struct KeptSession {
  Session session;
  RefreshRecord refresh;
};

/// Sessions that live. Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class Sessions {
 public:
  virtual ~Sessions() = default;

  /// Until the transaction ends, nobody else who calls this for that user goes on. For whoever opens a
  /// session, ends several, or changes what sessions are opened with.
  virtual void take_turn(UserId user) = 0;

  virtual void add(const KeptSession& session) = 0;
  virtual std::optional<KeptSession> find(std::string_view id) = 0;
  /// Those that are not over, the newest first.
  virtual std::vector<Session> of(UserId user, Time now) = 0;

  /// Puts `next` in the place of the session as it was when its live token had that generation and hash;
  /// false where it is not so any more. One conditional statement: of those who come together one succeeds.
  virtual bool rotate(const KeptSession& next, const RefreshRecord& from) = 0;

  /// Takes a session away; nothing where that user has none of that id.
  virtual std::optional<Session> end(UserId user, std::string_view id) = 0;
  /// Takes all but one away, or all.
  virtual std::vector<Session> end_all(UserId user, std::optional<std::string_view> except) = 0;
  /// Takes away what is over, and the oldest of the rest beyond so many.
  virtual std::vector<Session> trim(UserId user, std::int64_t most, Time now) = 0;

  /// Deletes at most `limit` sessions that are over; says how many.
  virtual std::int64_t sweep(Time now, std::int64_t limit) = 0;
};

/// A refresh token as somebody presents it: well-formed, not yet known to be ours.
struct PresentedToken {
  std::string session;
  std::int64_t generation = 0;
  std::string proof;
};

/// The secrets of refresh tokens. Thread-safe.
class RefreshTokens {
 public:
  virtual ~RefreshTokens() = default;

  /// 256 random bits that all tokens of one session are made with.
  virtual std::string seed() = 0;
  /// Always the same text for the same three, which nobody without the key can make.
  virtual std::string write(const std::string& session, std::int64_t generation, const std::string& seed) = 0;
  virtual std::optional<PresentedToken> read(std::string_view text) = 0;
  virtual bool is_genuine(const PresentedToken& token, const std::string& seed) = 0;
  /// As a token is stored.
  virtual std::string hash(std::string_view text) = 0;

  /// An access token as it is stored for whoever lost the reply, and back. Opening throws where that is
  /// damaged.
  virtual std::string seal(const std::string& access_token, const std::string& session,
                           std::int64_t generation) = 0;
  virtual std::string open(const std::string& sealed, const std::string& session,
                           std::int64_t generation) = 0;
};

/// What is revoked, for all servers to read. Thread-safe; joins the transaction of the calling thread.
class RevocationLog {
 public:
  virtual ~RevocationLog() = default;
  virtual void append(const Revocation& revocation) = 0;
};

}  // namespace gatehouse::auth
