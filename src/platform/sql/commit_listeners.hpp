#pragma once

// Whom a database tells of commits that announced something.

#include <functional>
#include <mutex>
#include <vector>

namespace gatehouse::sql {

/// Thread-safe.
class CommitListeners {
 public:
  void add(std::function<void()> listener);
  /// What a listener throws goes to the log, and the others are told all the same.
  void tell();

 private:
  std::mutex mutex_;
  std::vector<std::function<void()>> listeners_;
};

}  // namespace gatehouse::sql
