#pragma once

// Who is signed in is not this context's to know; that a new password or the end of an account ends sessions
// is.

#include <functional>
#include <string>

#include "kernel/ids.hpp"

namespace gatehouse::user {

/// Thread-safe. Both join the transaction of the calling thread, and come first in it: until it ends nobody
/// signs in to that account. What they return is to be called once it is committed. Throw `Unavailable`.
class OpenSessions {
 public:
  using AfterCommit = std::function<void()>;

  virtual ~OpenSessions() = default;

  /// All but the one that asks; empty: all.
  [[nodiscard]] virtual AfterCommit end_others(UserId user, const std::string& session) = 0;
  /// All, and every token that was ever given.
  [[nodiscard]] virtual AfterCommit end_everything(UserId user) = 0;
};

}  // namespace gatehouse::user
