#pragma once

// Whom a database tells of commits that announced something.

#include <functional>
#include <mutex>

namespace gatehouse::sql {

/// Thread-safe.
class CommitListener {
 public:
  void set(std::function<void()> listener);
  /// Does nothing where there is none; what it throws goes to the log.
  void tell();

 private:
  std::mutex mutex_;
  std::function<void()> listener_;
};

}  // namespace gatehouse::sql
