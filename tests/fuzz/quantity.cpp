// Whatever is taken as a duration or a size means the same when it is written and read again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/config/mask.hpp"
#include "platform/config/quantity.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  namespace config = gatehouse::config;
  const std::string_view text(reinterpret_cast<const char*>(bytes), count);
  if (const auto duration = config::parse_duration(text)) {
    if (*duration < std::chrono::milliseconds{0}) std::abort();
    if (config::parse_duration(config::duration_text(*duration)) != duration) std::abort();
  }
  if (const auto size = config::parse_size(text)) {
    if (*size < 0 || config::parse_size(config::size_text(*size)) != size) std::abort();
  }
  config::mask_url(text);
  return 0;
}
