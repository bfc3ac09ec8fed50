#pragma once

// Why a revision cannot be read, written or run, as a sentence for the operator that says what to do about
// it.

#include <stdexcept>

namespace gatehouse::migrations {

class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace gatehouse::migrations
