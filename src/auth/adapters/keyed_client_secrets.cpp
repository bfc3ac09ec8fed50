#include "auth/adapters/keyed_client_secrets.hpp"

#include "platform/crypto/keyed_hash.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::auth::adapters {

std::string KeyedClientSecrets::id() {
  std::string id = crypto::random_token(16);
  while (id.starts_with('-')) id = crypto::random_token(16);  // or a command line would take it for an option
  return id;
}

std::string KeyedClientSecrets::secret() { return crypto::random_token(32); }

std::string KeyedClientSecrets::hash(std::string_view id, std::string_view secret) {
  return crypto::keyed_hash(key_, {id, secret});
}

bool KeyedClientSecrets::equal(std::string_view a, std::string_view b) {
  return crypto::equal_in_constant_time(a, b);
}

}  // namespace gatehouse::auth::adapters
