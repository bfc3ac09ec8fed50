#include "platform/config/setting.hpp"

#include <algorithm>

namespace gatehouse::config {

std::string Setting::flag() const {
  std::string flag = "--" + name;
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::string Setting::variable() const {
  std::string variable{variable_prefix};
  for (const char c : name) variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return variable;
}

const Setting* SettingTable::find(std::string_view name) const {
  const auto found = std::ranges::find(settings_, name, &Setting::name);
  return found == settings_.end() ? nullptr : &*found;
}

}  // namespace gatehouse::config
