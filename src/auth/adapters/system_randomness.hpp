#pragma once

// Codes and token ids from the kernel's generator.

#include "auth/app/ports.hpp"

namespace gatehouse::auth::adapters {

class SystemRandomness final : public Randomness {
 public:
  VerificationCode code() override;
  std::string token_id() override;
  std::string secret() override;
};

}  // namespace gatehouse::auth::adapters
