#include "auth/app/identify_client.hpp"

namespace gatehouse::auth {

bool IdentifyClient::operator()(std::string_view id, std::string_view secret) {
  const auto client = clients_.find(id);
  const std::string hash = secrets_.hash(id, secret);
  const std::string nobody(hash.size(), '-');
  return secrets_.equal(hash, client ? client->secret_hash : nobody) && client;
}

}  // namespace gatehouse::auth
