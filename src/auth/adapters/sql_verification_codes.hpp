#pragma once

// The codes that are out, in the database. Whatever counts or uses a code is one conditional statement.

#include <atomic>

#include "auth/app/ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class SqlVerificationCodes final : public VerificationCodes {
 public:
  explicit SqlVerificationCodes(sql::Database& database) : database_(database) {}

  void put(const KeptCode& code) override;
  void supersede(UserId user, Purpose purpose, std::string_view email_key, Time now) override;
  std::optional<CodeUnderTest> spend_attempt(UserId user, Purpose purpose, std::string_view email_key,
                                             Time now) override;
  void spend_nothing(bool attempt_spent) override;
  bool use(UserId user, Purpose purpose, std::string_view hash, Time now) override;
  void forget(UserId user) override;
  std::int64_t sweep(Time now, std::int64_t limit) override;

 private:
  sql::Database& database_;
  std::atomic<std::uint32_t> next_decoy_{0};
};

}  // namespace gatehouse::auth::adapters
