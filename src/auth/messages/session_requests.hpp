#pragma once

// What others ask this context to do with sessions, in the transaction of the change that asks for it:
// whoever gets a new password or deletes an account leaves nobody signed in who should not be.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

/// From now on access tokens are refused: those of one session, or those of a user from before a second.
struct Revocation {
  UserId user;
  std::optional<std::string> session{};
  std::optional<std::int64_t> not_before{};  // seconds since 1970: what `iat` must at least be
  Time created_at;
  Time expires_at;  // when the last token that it concerns has expired by itself

  friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// Thread-safe. Throws `Unavailable`.
class SessionRequests {
 public:
  virtual ~SessionRequests() = default;

  /// Ends all sessions of that user, or all but one. Joins the transaction of the calling thread, in which no
  /// session of that user is opened after this.
  virtual std::vector<Revocation> end_sessions(UserId user, std::optional<std::string_view> except) = 0;

  /// The same for all sessions and every access token that was ever given: the account is gone, or it is not
  /// known whose hands it was in.
  virtual std::vector<Revocation> end_everything(UserId user) = 0;

  /// To be called with what the calls above returned once their transaction is committed: from then on this
  /// server refuses those tokens. The others do within a second, also where this is never called.
  virtual void committed(const std::vector<Revocation>& revocations) = 0;
};

}  // namespace gatehouse::auth
