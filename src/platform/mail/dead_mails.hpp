#pragma once

// Mails that were given up on, for an operator who has mended what made them fail.

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::mail {

struct DeadMail {
  std::int64_t id = 0;
  UserId user;
  std::string kind;
  std::string message_id;
  std::int64_t attempts = 0;
  std::string last_error;
  Time created_at;
};

/// Thread-safe.
class DeadMails {
 public:
  explicit DeadMails(sql::Database& database) : database_(database) {}

  /// The oldest first.
  std::vector<DeadMail> list(std::int64_t most = 100);

  /// Makes the mail wait again, as if it had never been tried. False where no dead mail has this id.
  bool retry(std::int64_t id);
  /// How many.
  std::int64_t retry_all();

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::mail
