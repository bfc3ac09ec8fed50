#pragma once

// How long the ways back into an account stand open, and how often one may be tried.

#include <chrono>
#include <cstdint>

namespace gatehouse::auth {

/// The code by which a password is reset.
struct ResetCode {
  static constexpr std::chrono::seconds lifetime{600};
  static constexpr std::int64_t max_attempts = 5;
};

/// The link by which a change is undone, and the new password that it asks for after that.
struct UndoLimits {
  static constexpr std::chrono::hours lifetime{7 * 24};
  static constexpr std::chrono::hours password_window{1};
  /// A change of address that was told when it was asked for is told again when it is done, unless that was
  /// so short ago that the first link is as good as another.
  static constexpr std::chrono::hours told_once_within{1};
};

}  // namespace gatehouse::auth
