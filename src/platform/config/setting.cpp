#include "platform/config/setting.hpp"

#include <algorithm>

namespace gatehouse::config {

std::string_view Setting::family() const {
  const std::size_t point = name.find('.');
  return point == std::string::npos ? std::string_view{} : std::string_view{name}.substr(0, point);
}

std::string_view Setting::member() const { return std::string_view{name}.substr(name.find('.') + 1); }

std::string Setting::negative_flag() const { return "--no-" + flag().substr(2); }

std::string Setting::flag() const {
  if (!family().empty()) return "--" + std::string{family()} + " " + std::string{member()};
  std::string flag = "--" + name;
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::string Setting::variable() const {
  std::string variable{variable_prefix};
  for (const char c : name) {
    variable += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return variable;
}

const Setting* SettingTable::find(std::string_view name) const {
  const auto found = std::ranges::find(settings_, name, &Setting::name);
  return found == settings_.end() ? nullptr : &*found;
}

}  // namespace gatehouse::config
