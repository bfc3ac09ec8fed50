#include "server/help.hpp"

#include <algorithm>

#include "server/cli.hpp"
#include "server/commands/audit_arguments.hpp"
#include "server/commands/backup.hpp"
#include "server/commands/clients.hpp"
#include "server/commands/db_arguments.hpp"
#include "server/commands/doctor.hpp"
#include "server/commands/keys.hpp"
#include "server/commands/restore.hpp"
#include "server/commands/seed.hpp"
#include "server/commands/tune.hpp"
#include "server/describe/wrap.hpp"

namespace gatehouse::server {
namespace {

constexpr std::size_t indent = 6;
constexpr std::size_t width = 100;

std::string key_in_file(const config::Setting& setting) {
  if (setting.family().empty()) return setting.name;
  return std::string{setting.member()} + " under [" + std::string{setting.family()} + "s]";
}

std::string setting_help(const config::Setting& setting) {
  const std::string separator = setting.family().empty() ? " " : "=";
  const std::string value =
      setting.is_switch() ? "[=true|false], " + setting.negative_flag() : separator + setting.value;
  std::string text = "  " + setting.flag() + value + "\n";
  text += wrap(setting.help, width, std::string(indent, ' '));
  text += std::string(indent, ' ') + "[" + setting.variable();
  if (setting.mask) text += ", " + setting.variable() + "_FILE";
  if (setting.in_file) text += ", " + key_in_file(setting);
  if (!setting.binding.bounds.empty()) text += "; " + setting.binding.bounds;
  text += setting.binding.fallback.empty() ? "]\n" : "; default " + setting.binding.fallback + "]\n";
  return text;
}

std::string settings_help(const config::SettingTable& table) {
  std::string text =
      "Settings come from flags, else environment variables, else the TOML file that --config names, else "
      "defaults.\n"
      "Durations: 500ms, 10s, 15m, 2h, 14d, or seconds. Sizes: 16KiB, 19MiB, 1GiB, or bytes.\n\n";
  for (const config::Setting& setting : table) text += setting_help(setting);
  return text;
}

}  // namespace

std::string general_help() {
  std::string text = "Usage: gatehouse COMMAND [SETTINGS]\n\nCommands:\n";
  for (const Command& command : commands()) {
    text += "  " + command.name + std::string(10 - command.name.size(), ' ') + command.summary + "\n";
  }
  return text +
         "\n`gatehouse serve` needs no setting: it starts on http://127.0.0.1:8080 with a database in "
         "./data.\n"
         "`gatehouse serve --help` lists the settings, which every command takes.\n";
}

std::string command_help(const std::string& command, const config::SettingTable& table) {
  const auto found = std::ranges::find(commands(), command, &Command::name);
  if (found == commands().end()) return {};
  const std::string usage = "Usage: gatehouse " + command;
  if (command == "serve" || command == "config") {
    return usage + " [SETTINGS]\n" + found->summary + "\n\n" + settings_help(table);
  }
  if (command == "audit") return audit_usage();
  if (command == "backup") return backup_usage();
  if (command == "clients") return clients_usage();
  if (command == "db") return db_usage();
  if (command == "doctor") return doctor_usage();
  if (command == "keys") return keys_usage();
  if (command == "restore") return restore_usage();
  if (command == "seed") return seed_usage();
  if (command == "tune") return tune_usage();
  if (command == "mail") {
    return usage + R"( COMMAND [settings]

  list          each mail that was given up on, and the last answer of the mail server
  retry ID      send one on its way again
  retry --all   send all of them

A mail becomes a dead letter when the mail server refuses it, or when it failed too often. Takes the settings of
`gatehouse serve --help`; --database and --data-dir matter here.
)";
  }
  if (command == "outbox") {
    return usage + R"( COMMAND [settings]

  list         each message that was given up on, and what failed
  replay ID    try one again
  replay all   try all of them

A message becomes a dead letter when its handler failed too often. Takes the settings of `gatehouse serve --help`;
--database and --data-dir matter here.
)";
  }
  return general_help();
}

std::string version_text() { return std::string{"gatehouse "} + GATEHOUSE_VERSION + "\n"; }

}  // namespace gatehouse::server
