#pragma once

// Files that an operator names: read whole, with a bound, and with a complaint that names the file.

#include <cstddef>
#include <expected>
#include <string>

namespace gatehouse::config {

std::expected<std::string, std::string> read_small_file(const std::string& path, std::size_t most_bytes);

}  // namespace gatehouse::config
