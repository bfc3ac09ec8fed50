#pragma once

// Registered clients in memory, and secrets without randomness. Held to the same contract as those in SQL.

#include <algorithm>

#include "auth/app/client_ports.hpp"

namespace gatehouse::testing {

class MemoryClients final : public auth::Clients {
 public:
  bool add(const auth::RegisteredClient& client) override {
    if (std::ranges::find(rows, client.name, &auth::RegisteredClient::name) != rows.end()) return false;
    rows.push_back(client);
    return true;
  }
  std::optional<auth::RegisteredClient> find(std::string_view id) override {
    const auto found = std::ranges::find(rows, id, &auth::RegisteredClient::id);
    return found == rows.end() ? std::nullopt : std::optional(*found);
  }
  std::vector<auth::RegisteredClient> all() override { return rows; }
  bool remove(std::string_view id) override {
    return std::erase_if(rows, [&](const auto& client) { return client.id == id; }) == 1;
  }

  std::vector<auth::RegisteredClient> rows;
};

/// Ids "client-1", …; secrets "secret-1", …; "hashes" by writing everything down.
class NumberedClientSecrets final : public auth::ClientSecrets {
 public:
  std::string id() override { return "client-" + std::to_string(++ids); }
  std::string secret() override { return "secret-" + std::to_string(++secrets); }
  std::string hash(std::string_view id, std::string_view secret) override {
    ++hashes;
    return std::string(id) + '|' + std::string(secret);
  }
  bool equal(std::string_view a, std::string_view b) override {
    ++comparisons;
    return a == b;
  }

  int ids = 0;
  int secrets = 0;
  int hashes = 0;
  int comparisons = 0;
};

}  // namespace gatehouse::testing
