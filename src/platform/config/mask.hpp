#pragma once

// How a secret is shown: not at all, or, inside a database URL, with everything around it.

#include <string>
#include <string_view>

namespace gatehouse::config {

inline constexpr std::string_view masked = "****";

/// `postgresql://kim:****@host/db?sslpassword=****`.
std::string mask_url(std::string_view url);

}  // namespace gatehouse::config
