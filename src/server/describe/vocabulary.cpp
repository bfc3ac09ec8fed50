#include "server/describe/vocabulary.hpp"

#include <algorithm>

#include "server/cli.hpp"
#include "server/describe/usage.hpp"
#include "server/help.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

ValueKind kind_of(const config::Setting& setting) {
  if (setting.is_switch()) return ValueKind::none;
  if (!setting.binding.choices.empty()) return ValueKind::choice;
  if (setting.value == "FILE") return ValueKind::file;
  return setting.value == "DIR" ? ValueKind::folder : ValueKind::free;
}

FlagWords& family(Vocabulary& all, std::string_view name) {
  const std::string flag = "--" + std::string(name);
  const auto found = std::ranges::find(all.flags, flag, &FlagWords::flag);
  if (found != all.flags.end()) return *found;
  return all.flags.emplace_back(FlagWords{flag, "How often something may be tried.", ValueKind::choice});
}

void add(Vocabulary& all, const config::Setting& setting) {
  if (!setting.family().empty()) {
    family(all, setting.family()).choices.push_back(std::string(setting.member()) + "=");
    return;
  }
  all.flags.push_back({setting.flag(), setting.help, kind_of(setting), setting.binding.choices});
  if (setting.is_switch()) {
    all.flags.push_back({setting.negative_flag(), "Not: " + setting.help, ValueKind::none});
  }
}

CommandWords words_of(const Command& command, const config::SettingTable& table) {
  CommandWords words{command.name, command.summary};
  if (command.name == "help") {
    for (const Command& other : commands()) {
      if (other.name != command.name) words.words.push_back(other.name);
    }
  } else if (command.takes_arguments) {
    const Usage usage = read_usage(command_help(command.name, table));
    words.words = usage.words();
    words.options = usage.options();
  }
  return words;
}

}  // namespace

Vocabulary vocabulary() {
  const Loaded loaded;
  Vocabulary all;
  for (const Command& command : commands()) all.commands.push_back(words_of(command, loaded.table));
  for (const config::Setting& setting : loaded.table) add(all, setting);
  all.flags.push_back({"--help", "Print help.", ValueKind::none});
  all.flags.push_back({"--version", "Print the version.", ValueKind::none});
  return all;
}

}  // namespace gatehouse::server
