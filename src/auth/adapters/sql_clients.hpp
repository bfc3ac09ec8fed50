#pragma once

// Registered clients in the database, shared by all servers.

#include "auth/app/client_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

/// Thread-safe.
class SqlClients final : public Clients {
 public:
  explicit SqlClients(sql::Database& database) : database_(database) {}

  bool add(const RegisteredClient& client) override;
  std::optional<RegisteredClient> find(std::string_view id) override;
  std::vector<RegisteredClient> all() override;
  bool remove(std::string_view id) override;

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::auth::adapters
