#include "auth/adapters/system_randomness.hpp"

#include "platform/crypto/random.hpp"

namespace gatehouse::auth::adapters {

VerificationCode SystemRandomness::code() {
  return VerificationCode::from_number(crypto::random_below(VerificationCode::count));
}

std::string SystemRandomness::token_id() { return crypto::random_token(16); }

std::string SystemRandomness::secret() { return crypto::random_token(32); }

}  // namespace gatehouse::auth::adapters
