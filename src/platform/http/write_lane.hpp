#pragma once

// Where the second step of a write goes when one thread writes for everybody. That thread does many of them
// inside one transaction, and lets go of them together once it is on disk: so no thread waits for the disk
// with a request in its hands, and a reply leaves only when what it tells is kept.

#include "platform/http/lane.hpp"

namespace gatehouse::http {

/// Thread-safe.
class WriteLane {
 public:
  virtual ~WriteLane() = default;

  /// False, and nothing kept, where too many wait.
  virtual bool submit(Lane::Job job) = 0;
};

}  // namespace gatehouse::http
