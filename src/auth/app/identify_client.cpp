#include "auth/app/identify_client.hpp"

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<void> IdentifyClient::operator()(std::string_view id, std::string_view secret,
                                        const std::string& address) {
  if (is_known(id, secret)) return {};
  if (const auto admitted = limits_.admit(Guess::client_secret, address); !admitted) return admitted;
  return refuse(invalid_client);
}

bool IdentifyClient::is_known(std::string_view id, std::string_view secret) {
  const auto client = clients_.find(id);
  const std::string hash = secrets_.hash(id, secret);
  const std::string nobody(hash.size(), '-');
  return secrets_.equal(hash, client ? client->secret_hash : nobody) && client;
}

}  // namespace gatehouse::auth
