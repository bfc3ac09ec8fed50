#include "platform/config/mask.hpp"

namespace gatehouse::config {
namespace {

/// The password between the first colon and the last `@` of the authority: a password that should have been
/// percent-encoded and was not is hidden as well.
std::string mask_authority(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return std::string{authority};
  const std::size_t colon = authority.substr(0, at).find(':');
  if (colon == std::string_view::npos) {
    // An `@` behind a `?` stands in a parameter; which one, nobody needs to see.
    const std::size_t query = authority.find('?');
    return query < at ? std::string{authority.substr(0, query + 1)} + std::string{masked}
                      : std::string{authority};
  }
  return std::string{authority.substr(0, colon + 1)} + std::string{masked} +
         std::string{authority.substr(at)};
}

bool names_a_secret(std::string_view parameter) {
  return parameter.find("pass") != std::string_view::npos || parameter.find('%') != std::string_view::npos;
}

/// Every parameter whose name speaks of a password, or could, once decoded.
std::string mask_parameters(std::string_view query) {
  std::string shown;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    const std::size_t equals = parameter.find('=');
    const bool secret = equals != std::string_view::npos && names_a_secret(parameter.substr(0, equals));
    shown +=
        secret ? std::string{parameter.substr(0, equals + 1)} + std::string{masked} : std::string{parameter};
    query.remove_prefix(parameter.size());
    if (!query.empty()) {
      shown += '&';
      query.remove_prefix(1);
    }
  }
  return shown;
}

}  // namespace

std::string mask_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string{url};
  const std::size_t authority = scheme + 3;
  // A `?` or `/` inside an unencoded password must not show its rest, so the last `@` of the whole is looked
  // for.
  const std::size_t last_at = url.rfind('@');
  const std::size_t after = last_at == std::string_view::npos ? authority : last_at;
  const std::size_t query = url.find('?', after);
  std::string shown{url.substr(0, authority)};
  shown += mask_authority(url.substr(authority, query == std::string_view::npos ? query : query - authority));
  if (query != std::string_view::npos) shown += "?" + mask_parameters(url.substr(query + 1));
  return shown;
}

}  // namespace gatehouse::config
