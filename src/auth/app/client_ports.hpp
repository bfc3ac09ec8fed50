#pragma once

// Programs that are registered here, and may ask about tokens (RFC 7662) or end them (RFC 7009).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"

namespace gatehouse::auth {

struct RegisteredClient {
  std::string id;
  std::string name;
  std::string secret_hash;
  Time created_at;

  friend bool operator==(const RegisteredClient&, const RegisteredClient&) = default;
};

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class Clients {
 public:
  virtual ~Clients() = default;
  /// False where another one has this name.
  virtual bool add(const RegisteredClient& client) = 0;
  virtual std::optional<RegisteredClient> find(std::string_view id) = 0;
  /// The oldest first.
  virtual std::vector<RegisteredClient> all() = 0;
  /// False where there is none.
  virtual bool remove(std::string_view id) = 0;
};

class ClientSecrets {
 public:
  virtual ~ClientSecrets() = default;
  /// 128 random bits.
  virtual std::string id() = 0;
  /// 256 random bits.
  virtual std::string secret() = 0;
  /// As a secret is stored: only the holder of the key can make it.
  virtual std::string hash(std::string_view id, std::string_view secret) = 0;
  /// In constant time.
  virtual bool equal(std::string_view a, std::string_view b) = 0;
};

}  // namespace gatehouse::auth
