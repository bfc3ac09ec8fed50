#pragma once

// Members by the million, for measurements: made by the database itself, with the keys that the domain would
// have given them, proven addresses, and one password hash for all. Nobody else hears of them: there is no
// event, no mail and no line in the audit trail.

#include <cstdint>
#include <string>

#include "kernel/clock.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::user::adapters {

class SeededUsers {
 public:
  /// What all of them sign in with.
  static constexpr const char* password = "seeded for measuring";
  static constexpr std::int64_t most = 1'000'000'000;

  explicit SeededUsers(sql::Database& database) : database_(database) {}

  struct Present {
    std::int64_t seeded = 0;
    std::int64_t others = 0;
    std::int64_t last = 0;  // the highest number of a seeded one; 0: none
  };

  /// Reads every row.
  Present present();

  /// Adds `seedN` with the address `seedN@example.com` for each N from `first` to `last`, in one transaction,
  /// but for those whose name or address somebody has. Returns how many.
  std::int64_t add(std::int64_t first, std::int64_t last, const std::string& password_hash, Time at);

  /// Has the database look at what it holds now, where it plans by that.
  void analyze();

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::user::adapters
