#pragma once

// Device tokens under HMAC: what makes a device known stands in the token itself, so nothing has to be kept
// of devices, and a forged one is told without asking the database.

#include "auth/app/sign_in_ports.hpp"
#include "kernel/clock.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::auth::adapters {

class SignedDeviceTokens final : public DeviceTokens {
 public:
  SignedDeviceTokens(crypto::SecretBytes key, std::chrono::milliseconds lifetime, const Clock& clock)
      : key_(std::move(key)), lifetime_(lifetime), clock_(clock) {}

  std::string issue(UserId user, const std::optional<std::string>& device) override;
  std::optional<std::string> read(UserId user, std::string_view token) override;

 private:
  std::string seal(UserId user, std::string_view claims) const;

  const crypto::SecretBytes key_;
  const std::chrono::milliseconds lifetime_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth::adapters
