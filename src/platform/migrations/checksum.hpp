#pragma once

// By what a revision is known again after it was applied.

#include <string>
#include <string_view>

namespace gatehouse::migrations {

/// SHA-256 in hex; `\r\n` counts as `\n`, so that a checkout on another system is the same revision.
std::string checksum_of(std::string_view content);

}  // namespace gatehouse::migrations
