#pragma once

// What went wrong in a database, sorted by what a caller can do about it. "Not now" (down, locked, full,
// read-only, no free connection in time) is `gatehouse::Unavailable` instead.

#include <stdexcept>
#include <string>

namespace gatehouse::sql {

enum class FailureKind {
  unique_violation,       // another row has this key
  foreign_key_violation,  // the row it points to is gone
  serialization,          // lost a race; retried by `Database::write`
  damaged,                // what is stored makes no sense
  statement,              // the statement itself is wrong: a bug, or a faulty revision
};

class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  FailureKind kind() const noexcept { return kind_; }

 private:
  FailureKind kind_;
};

}  // namespace gatehouse::sql
