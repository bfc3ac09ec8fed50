#include "server/describe/config_file.hpp"

#include <algorithm>
#include <stdexcept>

#include "server/describe/wrap.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

constexpr std::size_t width = 100;

constexpr std::string_view introduction =
    R"(# Settings of Gatehouse. A line that begins with # and a name shows a default: take the # away to change it.
# Flags of the command line and variables of the environment (GATEHOUSE_LISTEN, …) win over this file.
# Durations: 500ms, 10s, 15m, 2h, 14d, or seconds. Sizes: 16KiB, 19MiB, 1GiB, or bytes.
)";

/// As TOML writes it: whole numbers and truths bare, all else as a string.
std::string value_in_file(std::string_view text) {
  const bool is_number =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_number || text == "true" || text == "false") return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string key_in_file(const config::Setting& setting) {
  if (setting.family().empty()) return setting.name;
  return std::string(setting.family()) + "s." + std::string(setting.member());  // limits.rows
}

std::string good_values(const config::Binding& binding) {
  if (!binding.bounds.empty()) return " Takes values " + binding.bounds + ".";
  if (binding.choices.empty()) return {};
  std::string text;
  for (const std::string& choice : binding.choices) text += (text.empty() ? " One of " : ", ") + choice;
  return text + ".";
}

std::string told(const config::InForce& value) {
  const config::Setting& setting = *value.setting;
  const bool is_default = value.origin.source == config::Source::fallback;
  std::string text = setting.help + good_values(setting.binding);
  if (!is_default) text += " The default is " + setting.binding.fallback + ".";
  return wrap(text, width, "# ") + (is_default ? "#" : "") + key_in_file(setting) + " = " +
         value_in_file(value.text) + "\n";
}

}  // namespace

std::string config_file(const std::vector<config::Given>& chosen) {
  Loaded loaded;
  loaded.load(chosen, {});
  if (!loaded.resolved.complaints.empty()) throw std::invalid_argument(loaded.resolved.complaints.front());
  std::string text(introduction);
  for (const config::InForce& value : loaded.resolved.values) {
    if (value.setting->in_file) text += "\n" + told(value);
  }
  return text;
}

}  // namespace gatehouse::server
