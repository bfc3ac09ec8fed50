#include "auth/app/register_client.hpp"

#include <algorithm>

namespace gatehouse::auth {
namespace {

constexpr std::size_t longest_name = 100;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

bool is_client_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && std::ranges::none_of(name, is_control);
}

std::optional<NewClient> RegisterClient::operator()(std::string_view name) {
  const NewClient client{secrets_.id(), secrets_.secret()};
  const bool added = *transactions_.run([&]() -> Result<bool> {
    if (!clients_.add({.id = client.id,
                       .name = std::string(name),
                       .secret_hash = secrets_.hash(client.id, client.secret),
                       .created_at = clock_.now()})) {
      return false;
    }
    audit_.record({.what = "client_added"});
    return true;
  });
  return added ? std::optional(client) : std::nullopt;
}

bool RemoveClient::operator()(std::string_view id) {
  return *transactions_.run([&]() -> Result<bool> {
    if (!clients_.remove(id)) return false;
    audit_.record({.what = "client_removed"});
    return true;
  });
}

}  // namespace gatehouse::auth
