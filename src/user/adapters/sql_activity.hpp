#pragma once

// The activity of an account, out of the audit trail. Where a page goes on is an id of that trail; it is
// sealed for the user it was given to, since it tells how much happens to others.

#include "platform/crypto/sealed_box.hpp"
#include "platform/sql/database.hpp"
#include "user/app/activity_ports.hpp"

namespace gatehouse::user::adapters {

class SqlActivity final : public ActivityLog {
 public:
  SqlActivity(sql::Database& database, crypto::SealedBox box) : database_(database), box_(std::move(box)) {}

  std::optional<ActivityPage> page(const ActivityWanted& wanted) override;

 private:
  std::string seal(UserId user, std::int64_t id) const;
  std::optional<std::int64_t> open(UserId user, std::string_view cursor) const;

  sql::Database& database_;
  crypto::SealedBox box_;
};

}  // namespace gatehouse::user::adapters
