#include "server/commands/config.hpp"

#include <algorithm>
#include <iomanip>

namespace gatehouse::server {

void print_config(const config::Resolved& resolved, std::ostream& out) {
  std::size_t longest_name = 0;
  std::size_t longest_value = 0;
  for (const config::InForce& value : resolved.values) {
    longest_name = std::max(longest_name, value.setting->name.size());
    longest_value = std::max(longest_value, value.shown().size());
  }
  for (const config::InForce& value : resolved.values) {
    out << std::left << std::setw(static_cast<int>(longest_name + 2)) << value.setting->name
        << std::setw(static_cast<int>(longest_value + 2)) << value.shown() << value.origin.text() << '\n';
  }
}

}  // namespace gatehouse::server
