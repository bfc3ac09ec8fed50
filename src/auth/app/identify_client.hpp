#pragma once

// Tells whether a program is a registered one, by its id and secret.

#include <string_view>

#include "auth/app/client_ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class IdentifyClient {
 public:
  IdentifyClient(Clients& clients, ClientSecrets& secrets) : clients_(clients), secrets_(secrets) {}

  /// Unknown and wrong cost the same.
  bool operator()(std::string_view id, std::string_view secret);

 private:
  Clients& clients_;
  ClientSecrets& secrets_;
};

}  // namespace gatehouse::auth
