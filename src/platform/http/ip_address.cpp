#include "platform/http/ip_address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

/// What an IPv4 address has before itself where it is written as IPv6.
constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::optional<std::size_t> parse_prefix(std::string_view text, std::size_t most) {
  std::size_t prefix = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), prefix);
  const bool plain = !text.empty() && is_digit(text.front()) && (text.size() == 1 || text.front() != '0');
  if (!plain || error != std::errc{} || end != text.data() + text.size() || prefix > most)
    return std::nullopt;
  return prefix;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string whole(text);  // the system reads up to a NUL
  if (whole.contains('\0')) return std::nullopt;
  IpAddress address;
  address.v4_ = !whole.contains(':');
  if (inet_pton(address.v4_ ? AF_INET : AF_INET6, whole.c_str(), address.octets_.data()) != 1)
    return std::nullopt;
  if (address.v4_ || !std::ranges::equal(mapped, std::span(address.octets_).first<12>())) return address;
  IpAddress unmapped;
  unmapped.v4_ = true;
  std::ranges::copy(std::span(address.octets_).subspan<12>(), unmapped.octets_.begin());
  return unmapped;
}

std::string IpAddress::to_text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(v4_ ? AF_INET : AF_INET6, octets_.data(), text.data(), text.size());
  return text.data();
}

std::expected<AddressRange, std::string> AddressRange::parse(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto first = IpAddress::parse(text.substr(0, slash));
  if (!first) return std::unexpected("is no numeric address, as in 192.0.2.1 or 2001:db8::/32");
  if (slash == text.size()) return AddressRange(*first, first->bits());
  const auto prefix = parse_prefix(text.substr(slash + 1), first->bits());
  if (!prefix)
    return std::unexpected("has no number from 0 to " + std::to_string(first->bits()) + " after its slash");
  for (std::size_t i = *prefix; i < first->bits(); ++i) {
    if (first->bit(i)) return std::unexpected("has bits set beyond its first " + std::to_string(*prefix));
  }
  return AddressRange(*first, *prefix);
}

bool AddressRange::holds(const IpAddress& address) const {
  if (address.is_v4() != first_.is_v4()) return false;
  for (std::size_t i = 0; i < prefix_; ++i) {
    if (address.bit(i) != first_.bit(i)) return false;
  }
  return true;
}

}  // namespace gatehouse::http
