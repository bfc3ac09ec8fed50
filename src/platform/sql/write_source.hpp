#pragma once

// Where those who write for everybody find work that nobody waits for: the thread that writes to SQLite, and
// the threads that write to PostgreSQL. They do what is there inside one transaction, and tell once all of it
// is on disk.

#include <cstddef>
#include <exception>
#include <memory>

namespace gatehouse::sql {

/// Pieces of work that were taken together. They are let go of at the end of its life.
class WriteBatch {
 public:
  virtual ~WriteBatch() = default;

  virtual std::size_t size() const = 0;

  /// Does one piece; what it does on this database joins the transaction around it. It may have to be done
  /// again, as if it had not been. On PostgreSQL other
  /// pieces run while it waits for an answer, on the same thread: it must hold no lock then. It passes
  /// `RunAgain` on.
  virtual void run(std::size_t piece) = 0;

  /// All of it is on disk, or is not because of `failure`, or nobody knows; then it may not have been run
  /// either.
  virtual void conclude(const std::exception_ptr& failure) = 0;

  /// Nothing of it was kept, and each piece is to be done by itself, in a transaction of its own, on another
  /// thread. On PostgreSQL only, instead of `conclude`.
  virtual void run_apart() = 0;
};

/// Called by any of the writing threads.
class WriteSource {
 public:
  virtual ~WriteSource() = default;

  /// Takes up to `most` pieces of work; null where there is none.
  virtual std::unique_ptr<WriteBatch> take(std::size_t most) = 0;
};

}  // namespace gatehouse::sql
