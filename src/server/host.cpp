#include "server/host.hpp"

#include <algorithm>

#include "platform/http/ip_address.hpp"

namespace gatehouse::server {

std::string host_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('/'));
  if (url.starts_with('[')) {
    url = url.substr(1, url.find(']') - 1);
  } else {
    url = url.substr(0, url.find(':'));
  }
  std::string host(url);
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return host;
}

bool is_this_machine(std::string_view host) {
  if (const auto address = http::IpAddress::parse(host))
    return address->to_text() == "::1" || (address->is_v4() && host.starts_with("127."));
  return host == "localhost" || host.ends_with(".localhost");
}

}  // namespace gatehouse::server
