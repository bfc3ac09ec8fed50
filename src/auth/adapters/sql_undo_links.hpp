#pragma once

// Links that undo a change, in the database. Each use is one conditional statement.

#include "auth/app/recovery_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class SqlUndoLinks final : public UndoLinks {
 public:
  explicit SqlUndoLinks(sql::Database& database) : database_(database) {}

  void put(const KeptUndo& link) override;
  std::optional<Time> last_told(UserId user, std::string_view change, std::string_view email) override;
  std::optional<UndoLink> find(std::string_view token_hash) override;
  bool use(std::string_view token_hash, Time now) override;
  void note_version(std::string_view token_hash, std::int64_t credential_version) override;
  bool use_for_password(std::string_view token_hash, Time now) override;
  void end_since(UserId user, Time since, std::string_view but_for, Time now) override;
  void forget(UserId user) override;
  std::int64_t sweep(Time now, std::int64_t limit) override;

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::auth::adapters
