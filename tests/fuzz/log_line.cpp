// Whatever a value holds, it stays inside its own field of its own line: no byte of it ends the line or the
// string, and the line is of bounded length.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/log/json_line.hpp"
#include "tests/fuzz/check.hpp"

using gatehouse::fuzz::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view value(reinterpret_cast<const char*>(bytes), count);
  const std::string line =
      gatehouse::log::json_line({}, gatehouse::log::Level::info, "fuzzed", value, {{"value", value}});

  check(line.size() <= gatehouse::log::max_line && line.ends_with("\"}\n"));
  std::size_t quotes = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    check(byte >= 0x20 && byte != 0x7F);
    if (line[i] == '\\') {
      ++i;  // the escaped character is no quote
    } else if (line[i] == '"') {
      ++quotes;
    }
  }
  const std::size_t expected = value.empty() ? 16 : 20;
  check(quotes == expected);
  return 0;
}
