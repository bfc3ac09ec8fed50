#pragma once

// Messages that were given up, for an operator who has mended what made them fail.

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::messaging {

struct DeadLetter {
  std::int64_t id = 0;
  std::string type;
  std::string subject;
  std::int64_t attempts = 0;
  std::string last_error;
  Time created_at;
};

/// Thread-safe.
class DeadLetters {
 public:
  explicit DeadLetters(sql::Database& database) : database_(database) {}

  /// The oldest first.
  std::vector<DeadLetter> list(std::int64_t most = 100);

  /// Makes the message wait again, as if it had never been tried; handlers that were done with it stay done.
  /// False where no dead message has this id.
  bool replay(std::int64_t id);
  /// How many.
  std::int64_t replay_all();

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::messaging
