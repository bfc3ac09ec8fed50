#pragma once

// Prose in lines of a bounded length, as help texts and configuration files want it.

#include <string>
#include <string_view>

namespace gatehouse::server {

/// Each line begins with `margin`, which counts, and ends with a line end.
std::string wrap(std::string_view text, std::size_t width, std::string_view margin);

}  // namespace gatehouse::server
