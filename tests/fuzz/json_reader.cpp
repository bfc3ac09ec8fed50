// Whatever a body holds, the reader ends, and what it takes another parser takes too, with as many members:
// nothing that is no JSON passes, and no name twice.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <boost/json/parse.hpp>

#include "platform/json/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view body(reinterpret_cast<const char*>(bytes), count);
  const auto members = gatehouse::json::read_object(body);
  if (!members) return 0;

  boost::json::error_code fault;
  const boost::json::value parsed = boost::json::parse(body, fault);
  if (fault || !parsed.is_object() || parsed.as_object().size() != members->size()) std::abort();
  for (const auto& member : *members) {
    const boost::json::value* value = parsed.as_object().if_contains(member.name);
    if (value == nullptr || member.name.find('\0') != std::string::npos) std::abort();
    using gatehouse::json::Kind;
    if (member.value.kind == Kind::string && value->as_string() != member.value.text) std::abort();
    if (member.value.kind == Kind::integer && value->as_int64() != member.value.integer) std::abort();
  }
  return 0;
}
