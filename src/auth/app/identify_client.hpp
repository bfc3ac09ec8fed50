#pragma once

// Tells whether a program is a registered one, by its id and secret.

#include <string>
#include <string_view>

#include "auth/app/client_ports.hpp"
#include "auth/app/guess_limits.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

/// Thread-safe. Call it outside a transaction.
class IdentifyClient {
 public:
  IdentifyClient(Clients& clients, ClientSecrets& secrets, GuessLimits& limits)
      : clients_(clients), secrets_(secrets), limits_(limits) {}

  /// Refuses with `invalid_client`, after the same work whatever was wrong, and with `too_many_requests` who
  /// was wrong too often from that address. Whoever is right is never held up and writes nothing: 256 bits
  /// cannot be guessed, however often somebody tries.
  Result<void> operator()(std::string_view id, std::string_view secret, const std::string& address);

 private:
  bool is_known(std::string_view id, std::string_view secret);

  Clients& clients_;
  ClientSecrets& secrets_;
  GuessLimits& limits_;
};

}  // namespace gatehouse::auth
