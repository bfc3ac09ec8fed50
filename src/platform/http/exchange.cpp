#include "platform/http/exchange.hpp"

#include <algorithm>

namespace gatehouse::http {

const std::string* Request::header(std::string_view name) const {
  const std::string* found = nullptr;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    if (found) return nullptr;
    found = &value;
  }
  return found;
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count(headers, name, &Headers::value_type::first));
}

}  // namespace gatehouse::http
