#pragma once

// What is revoked, put down where every server of the database reads it.

#include "auth/app/session_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class SqlRevocationLog final : public RevocationLog {
 public:
  explicit SqlRevocationLog(sql::Database& database) : database_(database) {}

  void append(const Revocation& revocation) override;

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::auth::adapters
