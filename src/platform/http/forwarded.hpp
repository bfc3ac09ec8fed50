#pragma once

// Whose request it is where a proxy stands before the server. What X-Forwarded-For says is believed only as
// far as those who said it are: it is read from its end, where the nearest proxy wrote.

#include <string>
#include <string_view>
#include <vector>

#include "platform/http/exchange.hpp"
#include "platform/http/ip_address.hpp"

namespace gatehouse::http {

/// The address of the client: `peer`, unless that is one of `trusted`; then the last entry of X-Forwarded-For
/// (all its lines) that is not one of them. An entry that is no address ends the walk at the one after it.
std::string client_address(std::string_view peer, const Headers& headers,
                           const std::vector<AddressRange>& trusted);

}  // namespace gatehouse::http
