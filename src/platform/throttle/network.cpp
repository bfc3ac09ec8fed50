#include "platform/throttle/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <span>

namespace gatehouse::throttle {
namespace {

constexpr std::size_t network_octets = 8;  // a /64
constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string v4_text(const unsigned char* octets) {
  std::array<char, INET_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET, octets, text.data(), text.size());
}

}  // namespace

std::string network_of(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without the name of an interface
  std::array<unsigned char, 16> octets{};
  if (inet_pton(AF_INET, text.c_str(), octets.data()) == 1) return v4_text(octets.data());
  if (inet_pton(AF_INET6, text.c_str(), octets.data()) != 1) return std::string(address);
  if (std::ranges::equal(mapped_prefix, std::span(octets).first<mapped_prefix.size()>())) {
    return v4_text(octets.data() + mapped_prefix.size());
  }
  std::fill(octets.begin() + network_octets, octets.end(), 0);
  std::array<char, INET6_ADDRSTRLEN> network{};
  return std::string(inet_ntop(AF_INET6, octets.data(), network.data(), network.size())) + "/64";
}

}  // namespace gatehouse::throttle
