#pragma once

// Gives a program an id and a secret, which nobody is told again, and takes them away.

#include <optional>
#include <string>
#include <string_view>

#include "auth/app/client_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

struct NewClient {
  std::string id;
  std::string secret;
};

/// What an operator may call a client: 1 to 100 octets without control characters.
bool is_client_name(std::string_view name);

/// Thread-safe.
class RegisterClient {
 public:
  RegisterClient(Clients& clients, ClientSecrets& secrets, Transactions& transactions, AuditTrail& audit,
                 const Clock& clock)
      : clients_(clients), secrets_(secrets), transactions_(transactions), audit_(audit), clock_(clock) {}

  /// Nothing where another client has this name.
  std::optional<NewClient> operator()(std::string_view name);

 private:
  Clients& clients_;
  ClientSecrets& secrets_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
};

/// Thread-safe.
class RemoveClient {
 public:
  RemoveClient(Clients& clients, Transactions& transactions, AuditTrail& audit)
      : clients_(clients), transactions_(transactions), audit_(audit) {}

  /// False where there is none of this id.
  bool operator()(std::string_view id);

 private:
  Clients& clients_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
