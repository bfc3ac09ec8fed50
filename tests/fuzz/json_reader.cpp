// Whatever a body holds, two readers that share no code come to the same: it is refused by both, or both read
// the same members and values of it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/fuzz/check.hpp"
#include "tests/fuzz/reference/same_reading.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view body(reinterpret_cast<const char*>(bytes), count);
  gatehouse::fuzz::check(gatehouse::reference::is_read_the_same(body));
  return 0;
}
