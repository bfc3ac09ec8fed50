#pragma once

// The passwords that everybody guesses first, inside the binary.

#include <string_view>

namespace gatehouse::user {

/// `folded` in lower case. Knows those of eight characters and more; shorter ones are refused anyway.
bool is_common_password(std::string_view folded);

}  // namespace gatehouse::user
