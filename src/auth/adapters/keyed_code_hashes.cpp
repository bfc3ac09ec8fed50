#include "auth/adapters/keyed_code_hashes.hpp"

#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::auth::adapters {

std::string KeyedCodeHashes::hash(Purpose purpose, UserId user, std::string_view email_key,
                                  const VerificationCode& code) {
  return crypto::keyed_hash(key_, {name_of(purpose), std::to_string(user.value), email_key, code.text()});
}

bool KeyedCodeHashes::equal(std::string_view a, std::string_view b) {
  return crypto::equal_in_constant_time(a, b);
}

}  // namespace gatehouse::auth::adapters
