#pragma once

// Numbers as an operator writes them: `15m`, `500ms`, `16KiB`, `256`. Exact: no sign, no fraction, no space,
// and what would overflow is no number.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::config {

std::optional<std::int64_t> parse_whole_number(std::string_view text);

/// `500ms`, `10s`, `15m`, `2h`, `14d`, or whole seconds.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// In the largest unit that holds it exactly.
std::string duration_text(std::chrono::milliseconds duration);

/// `16KiB`, `19MiB`, `1GiB`, or bytes.
std::optional<std::int64_t> parse_size(std::string_view text);
std::string size_text(std::int64_t bytes);

}  // namespace gatehouse::config
