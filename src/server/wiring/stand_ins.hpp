#pragma once

// What stands where nothing else does yet.

#include "auth/app/sign_in_ports.hpp"

namespace gatehouse::server {

class NoLimits final : public auth::SignInLimits {
 public:
  Result<void> admit(const auth::SignInAttempt&) override { return {}; }
  void forgive(const auth::SignInAttempt&) override {}
  void forget(UserId, const std::string&) override {}
};

class NoDevices final : public auth::DeviceTokens {
 public:
  std::string issue(UserId, const std::optional<std::string>&) override { return "none"; }
  std::optional<std::string> read(UserId, std::string_view) override { return std::nullopt; }
};

}  // namespace gatehouse::server
