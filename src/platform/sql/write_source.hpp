#pragma once

// Where the one thread that writes to SQLite finds work that nobody waits for: it does what is there inside
// its transaction, among the writes of those who wait, and tells the source once all of it is on disk.

#include <cstddef>
#include <exception>

#include "kernel/function_ref.hpp"

namespace gatehouse::sql {

/// Called by the writing thread alone, in this order.
class WriteSource {
 public:
  virtual ~WriteSource() = default;

  /// Takes up to `most` pieces of work; says how many.
  virtual std::size_t take(std::size_t most) = 0;

  /// Does what was taken, one after another, and calls `after_each`; what that throws goes through. Whatever
  /// the work does on this database joins the transaction around it.
  virtual void run(FunctionRef<void()> after_each) = 0;

  /// What was taken is on disk, or is not because of `failure`; then it may not have been run either.
  virtual void conclude(const std::exception_ptr& failure) = 0;
};

}  // namespace gatehouse::sql
