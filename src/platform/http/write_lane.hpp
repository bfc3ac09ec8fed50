#pragma once

// Where the second step of a write goes when few threads write for everybody. Such a thread does many of them
// inside one transaction, and lets go of them together once it is on disk: so no thread waits for the disk
// with a request in its hands, and a reply leaves only when what it tells is kept. A job may be run again
// where what it did was undone.

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
