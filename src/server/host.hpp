#pragma once

// Whom an address that the settings give is for: its host, and whether that can be anything but this machine.

#include <string>
#include <string_view>

namespace gatehouse::server {

/// Of an http or https URL, in small letters, without port and brackets.
std::string host_of(std::string_view url);

/// A name or an address by which nobody elsewhere can mean this machine (RFC 6761, 6.3).
bool is_this_machine(std::string_view host);

}  // namespace gatehouse::server
