// Whatever is taken as a duration or a size means the same when it is written and read again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/config/mask.hpp"
#include "platform/config/quantity.hpp"
#include "tests/fuzz/check.hpp"

using gatehouse::fuzz::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  namespace config = gatehouse::config;
  const std::string_view text(reinterpret_cast<const char*>(bytes), count);
  if (const auto duration = config::parse_duration(text)) {
    check(*duration >= std::chrono::milliseconds{0});
    check(config::parse_duration(config::duration_text(*duration)) == duration);
  }
  if (const auto size = config::parse_size(text)) {
    check(*size >= 0 && config::parse_size(config::size_text(*size)) == size);
  }
  config::mask_url(text);
  return 0;
}
