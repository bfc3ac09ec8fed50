#include "platform/config/toml_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "platform/config/small_file.hpp"

namespace gatehouse::config {
namespace {

constexpr std::size_t most_file_bytes = std::size_t{1} << 20U;

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  return std::nullopt;
}

std::string place_of(const std::string& path, const toml::source_region& region) {
  return path + ":" + std::to_string(region.begin.line);
}

void take(Found& found, const SettingTable& table, const std::string& path, const std::string& family,
          const toml::key& key, const toml::node& node) {
  const std::string name = family + std::string{key.str()};
  const std::string where = place_of(path, key.source()) + ": " + name;
  const Setting* setting = table.find(name);
  if (setting == nullptr || !setting->in_file) {
    found.complaints.push_back(where + ": there is no such setting");
  } else if (auto text = text_of(node)) {
    found.given.push_back({name, std::move(*text), {Source::file, path}});
  } else {
    found.complaints.push_back(where + ": must be a string, a whole number, true or false");
  }
}

/// `[limits]` holds the settings of the family `limit`: its prefix, `limit.`; empty: there is no such family.
std::string family_prefix(const SettingTable& table, std::string_view plural) {
  if (!plural.ends_with('s')) return {};
  plural.remove_suffix(1);
  const bool known = std::ranges::find(table, plural, &Setting::family) != table.end();
  return known && !plural.empty() ? std::string{plural} + "." : std::string{};
}

void take_all(Found& found, const SettingTable& table, const std::string& path, const toml::table& file) {
  for (const auto& [key, node] : file) {
    const std::string prefix = family_prefix(table, key.str());
    if (node.as_table() == nullptr || prefix.empty()) {
      take(found, table, path, {}, key, node);
      continue;
    }
    for (const auto& [member, value] : *node.as_table()) take(found, table, path, prefix, member, value);
  }
}

/// Of line `number`, without what is around a name in brackets; empty where there is none.
std::string table_opened_in(std::string_view content, std::size_t number) {
  for (; number > 1 && !content.empty(); --number) {
    content.remove_prefix(std::min(content.size(), content.find('\n') + 1));
  }
  const std::string_view line = content.substr(0, content.find('\n'));
  const std::size_t open = line.find_first_not_of(" \t");
  const std::size_t close = line.find(']');
  if (open == line.npos || line[open] != '[' || close == line.npos) return {};
  return std::string{line.substr(open + 1, close - open - 1)};
}

/// The description of the parser can hold a piece of the line, which may be a secret; the place is enough to
/// find it, but for a setting that has the name of a family: a file cannot have both.
std::string why_no_toml(const SettingTable& table, std::string_view content, std::size_t line) {
  const std::string name = table_opened_in(content, line);
  const Setting* namesake = table.find(name);
  if (namesake == nullptr || family_prefix(table, name).empty()) return "this is not TOML";
  return "[" + name + "] cannot stand in one file with " + name + " = …: give that one by " +
         namesake->flag() + " or " + namesake->variable();
}

}  // namespace

Found read_toml_file(const SettingTable& table, const std::string& path) {
  Found found;
  const auto content = read_small_file(path, most_file_bytes);
  if (!content) {
    found.complaints.push_back(content.error());
    return found;
  }
  try {
    const toml::table file = toml::parse(*content, path);
    take_all(found, table, path, file);
  } catch (const toml::parse_error& fault) {
    found.complaints.push_back(place_of(path, fault.source()) + ": " +
                               why_no_toml(table, *content, fault.source().begin.line));
  }
  return found;
}

}  // namespace gatehouse::config
