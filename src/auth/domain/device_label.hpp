#pragma once

// How a session is called in the list that its owner sees: "Firefox on Linux" says more than a user agent's
// whole text, and cannot carry anything that text could.

#include <string>
#include <string_view>

namespace gatehouse::auth {

/// Printable ASCII of 1 to 64 characters, whatever the user agent is; `unknown` where there is none.
std::string device_label(std::string_view user_agent);

}  // namespace gatehouse::auth
