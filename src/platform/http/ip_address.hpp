#pragma once

// Numeric addresses, and ranges of them as operators write them. An IPv4 address has one form here, also
// where it came as ::ffff:192.0.2.1.

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http {

class IpAddress {
 public:
  /// Nothing but the address: no brackets, no port, no zone.
  static std::optional<IpAddress> parse(std::string_view text);

  /// In its shortest form, IPv6 as RFC 5952 has it.
  std::string to_text() const;

  bool is_v4() const { return v4_; }
  std::size_t bits() const { return v4_ ? 32 : 128; }
  bool bit(std::size_t index) const { return (octets_.at(index / 8) >> (7 - index % 8) & 1U) != 0; }

  friend bool operator==(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> octets_{};  // of IPv4 the first four
  bool v4_ = false;
};

/// All addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
class AddressRange {
 public:
  /// The range, or what is wrong with `text`, as the end of a sentence about it.
  static std::expected<AddressRange, std::string> parse(std::string_view text);

  bool holds(const IpAddress& address) const;
  /// Of how many bits it leaves no choice: 0 is everybody.
  std::size_t prefix() const { return prefix_; }

 private:
  AddressRange(const IpAddress& first, std::size_t prefix) : first_(first), prefix_(prefix) {}

  IpAddress first_;
  std::size_t prefix_;
};

}  // namespace gatehouse::http
