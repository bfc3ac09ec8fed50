#pragma once

// Where a server listens, as an operator writes it: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, port 0
// for any.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace gatehouse::http {

struct ListenAddress {
  std::string host = "127.0.0.1";  // a numeric address, IPv6 without brackets
  std::uint16_t port = 8080;

  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// The address, or a sentence that says what is wrong with `text`. Names other than localhost are not looked
/// up.
std::expected<ListenAddress, std::string> parse_listen(std::string_view text);

/// `127.0.0.1:8080`, `[::1]:8080`.
std::string to_text(const ListenAddress& address);

/// Only this machine can reach it.
bool is_loopback(const ListenAddress& address);

}  // namespace gatehouse::http
