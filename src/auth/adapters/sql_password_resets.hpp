#pragma once

// Resets that are under way, in the database. Whatever counts or uses a code is one conditional statement.

#include <atomic>

#include "auth/app/recovery_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class SqlPasswordResets final : public PasswordResets {
 public:
  explicit SqlPasswordResets(sql::Database& database) : database_(database) {}

  void put(const KeptReset& reset) override;
  std::optional<ResetUnderTest> spend_attempt(std::string_view handle_hash, Time now) override;
  void spend_nothing(bool attempt_spent) override;
  void give_back(std::string_view handle_hash) override;
  bool use(std::string_view handle_hash, std::string_view code_hash, Time now) override;
  void forget(UserId user) override;
  std::int64_t sweep(Time now, std::int64_t limit) override;

 private:
  sql::Database& database_;
  std::atomic<std::uint32_t> next_decoy_{0};
};

}  // namespace gatehouse::auth::adapters
