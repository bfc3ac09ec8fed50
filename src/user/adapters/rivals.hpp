#pragma once

// For statements that look for a rival before they write. A rival that commits in between is found by the
// unique index: a lost race, which the database runs again, and which then sees the rival.

#include "platform/sql/failure.hpp"

namespace gatehouse::user::adapters {

template <class Statement>
auto against_rivals(Statement statement) {
  try {
    return statement();
  } catch (const sql::Failure& failure) {
    if (failure.kind() != sql::FailureKind::unique_violation) throw;
    throw sql::Failure(sql::FailureKind::serialization, failure.what());
  }
}

}  // namespace gatehouse::user::adapters
