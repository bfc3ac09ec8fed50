#pragma once

// What an address counts as: who has one address of IPv6 has all of its /64, so only that is told apart;
// IPv4 by single addresses.

#include <string>
#include <string_view>

namespace gatehouse::throttle {

/// One text for all addresses of the same network, however they are spelled. What is no address counts as
/// what it is.
std::string network_of(std::string_view address);

}  // namespace gatehouse::throttle
