#pragma once

// All or nothing. Whatever repositories and outboxes do inside `run`, on the thread that runs it, is kept
// together or not at all; a `run` inside a `run` joins the outer one. The body may be run again after a
// serialization failure, so it must change nothing but the database.

#include <optional>
#include <utility>

#include "kernel/function_ref.hpp"
#include "kernel/result.hpp"

namespace gatehouse {

/// Thrown through a body whose changes are undone for others' sake, and which is run again from its
/// beginning. No `std::exception`, so that nobody takes it for a failure of his own; who catches everything
/// lets it pass.
struct RunAgain {};

/// Thread-safe. When `run` returns a value, the change is on disk.
class Transactions {
 public:
  virtual ~Transactions() = default;

  /// `body` returns a `Result`; a refusal undoes what was done, and is passed on. Throws `Unavailable`.
  template <class Body>
  auto run(Body&& body) {
    std::optional<decltype(body())> outcome;
    run_body([&] {
      outcome.emplace(body());
      return outcome->has_value();
    });
    return std::move(*outcome);
  }

 private:
  /// Keeps the change where `body` returns true, undoes it where it returns false or throws.
  virtual void run_body(FunctionRef<bool()> body) = 0;
};

}  // namespace gatehouse
