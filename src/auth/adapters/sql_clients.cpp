#include "auth/adapters/sql_clients.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view add_client =
    "INSERT INTO clients (client_id, name, secret_hash, created_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (name) DO NOTHING";

constexpr std::string_view find_client =
    "SELECT client_id, name, secret_hash, created_at FROM clients WHERE client_id = $1";

constexpr std::string_view all_clients =
    "SELECT client_id, name, secret_hash, created_at FROM clients ORDER BY created_at, client_id";

constexpr std::string_view remove_client = "DELETE FROM clients WHERE client_id = $1";

RegisteredClient client_of(const sql::Row& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .secret_hash = row.text(2),
          .created_at = from_millis(row.integer(3))};
}

}  // namespace

bool SqlClients::add(const RegisteredClient& client) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(
               add_client, {client.id, client.name, client.secret_hash, to_millis(client.created_at)}) == 1;
  });
}

std::optional<RegisteredClient> SqlClients::find(std::string_view id) {
  return database_.read([&](sql::Connection& connection) -> std::optional<RegisteredClient> {
    const auto rows = connection.query(find_client, {std::string(id)});
    if (rows.empty()) return std::nullopt;
    return client_of(rows.front());
  });
}

std::vector<RegisteredClient> SqlClients::all() {
  return database_.read([](sql::Connection& connection) {
    std::vector<RegisteredClient> clients;
    for (const auto& row : connection.query(all_clients)) clients.push_back(client_of(row));
    return clients;
  });
}

bool SqlClients::remove(std::string_view id) {
  return database_.write(
      [&](sql::Connection& connection) { return connection.execute(remove_client, {std::string(id)}) == 1; });
}

}  // namespace gatehouse::auth::adapters
