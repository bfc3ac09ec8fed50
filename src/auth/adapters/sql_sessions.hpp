#pragma once

// Sessions in the database. A rotation is one conditional statement; what ends is deleted and returned by the
// same one.

#include "auth/app/session_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class SqlSessions final : public Sessions {
 public:
  explicit SqlSessions(sql::Database& database) : database_(database) {}

  void take_turn(UserId user) override;
  void add(const KeptSession& session) override;
  std::optional<KeptSession> find(std::string_view id) override;
  std::vector<Session> of(UserId user, Time now) override;
  bool rotate(const KeptSession& next, const RefreshRecord& from) override;
  std::optional<Session> end(UserId user, std::string_view id) override;
  std::vector<Session> end_all(UserId user, std::optional<std::string_view> except) override;
  std::vector<Session> trim(UserId user, std::int64_t most, Time now) override;
  std::int64_t sweep(Time now, std::int64_t limit) override;

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::auth::adapters
