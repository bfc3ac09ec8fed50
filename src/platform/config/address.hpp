#pragma once

// Where a listener listens: `127.0.0.1:8080`, `[::1]:0`, `localhost:8080`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::config {

struct Address {
  std::string host;  // without brackets
  std::uint16_t port = 0;

  std::string text() const;
  bool is_loopback() const;

  friend bool operator==(const Address&, const Address&) = default;
};

/// Nothing where it is none. A host is an IP literal (IPv6 in brackets) or a name; the port must be there, 0
/// asks the system for one.
std::optional<Address> parse_address(std::string_view text);

}  // namespace gatehouse::config
