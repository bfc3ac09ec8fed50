#include "platform/config/environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "platform/config/small_file.hpp"

namespace gatehouse::config {
namespace {

constexpr std::string_view ignored_prefix = "GATEHOUSE_TEST_";
constexpr std::string_view credentials_variable = "CREDENTIALS_DIRECTORY";
constexpr std::string_view credential_prefix = "gatehouse.";
constexpr std::string_view file_suffix = "_FILE";
constexpr std::size_t most_secret_bytes = 64 * 1024;

const Setting* find_variable(const SettingTable& table, std::string_view variable) {
  const auto found = std::ranges::find(table, variable, &Setting::variable);
  return found == table.end() ? nullptr : &*found;
}

const Setting* find_secret_of_file_variable(const SettingTable& table, std::string_view variable) {
  if (!variable.ends_with(file_suffix)) return nullptr;
  const Setting* setting = find_variable(table, variable.substr(0, variable.size() - file_suffix.size()));
  return setting != nullptr && setting->mask ? setting : nullptr;
}

void take(Found& found, const Setting& setting, std::string_view variable, std::string text) {
  const auto before = std::ranges::find(found.given, setting.name, &Given::name);
  if (before != found.given.end()) {
    found.complaints.push_back(before->origin.place + " and " + std::string{variable} +
                               " are both set: keep one");
    return;
  }
  found.given.push_back({setting.name, std::move(text), {Source::environment, std::string{variable}}});
}

void take_from_file(Found& found, const Setting& setting, std::string_view variable,
                    const std::string& path) {
  auto content = read_small_file(path, most_secret_bytes);
  if (!content) {
    found.complaints.push_back(std::string{variable} + ": " + content.error());
    return;
  }
  while (content->ends_with('\n') || content->ends_with('\r')) content->pop_back();
  take(found, setting, variable, std::move(*content));
}

/// A credential that is not there is not given: the folder is made for all that the service may have.
void take_credentials(Found& found, const SettingTable& table, const std::filesystem::path& folder) {
  for (const Setting& setting : table) {
    if (!setting.mask) continue;
    const std::string name = std::string{credential_prefix} + setting.name;
    std::error_code ignored;
    if (std::filesystem::exists(folder / name, ignored)) {
      take_from_file(found, setting, "credential " + name, folder / name);
    }
  }
}

}  // namespace

Found read_environment(const SettingTable& table, std::span<const std::string> variables) {
  Found found;
  for (const std::string_view entry : variables) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view variable = entry.substr(0, equals);
    const std::string_view text = entry.substr(equals + 1);
    if (variable == credentials_variable && !text.empty()) take_credentials(found, table, text);
    if (!variable.starts_with(variable_prefix) || variable.starts_with(ignored_prefix)) continue;
    const Setting* setting = find_variable(table, variable);
    const Setting* secret = find_secret_of_file_variable(table, variable);
    if (setting == nullptr && secret == nullptr) {
      found.complaints.push_back(std::string{variable} + ": there is no such setting");
    } else if (text.empty()) {
      continue;
    } else if (setting != nullptr) {
      take(found, *setting, variable, std::string{text});
    } else {
      take_from_file(found, *secret, variable, std::string{text});
    }
  }
  return found;
}

std::vector<std::string> environment_of_process() {
  std::vector<std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) variables.emplace_back(*entry);
  return variables;
}

}  // namespace gatehouse::config
