#include "server/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <deque>

namespace gatehouse::server {
namespace {

/// The flags of one level of the command line, and what was given there.
class Flags {
 public:
  Flags(CLI::App& app, const config::SettingTable& table) {
    app.allow_extras();
    app.set_help_flag();
    app.add_flag("-h,--help", help_);
    for (const config::Setting& setting : table) add(app, setting);
  }

  bool help() const { return help_; }

  std::vector<config::Given> given() const {
    std::vector<config::Given> all;
    for (const Slot& slot : slots_) {
      if (slot.option->count() > 0) {
        all.push_back({slot.setting->name, slot.text, {config::Source::flag, slot.setting->flag()}});
      }
    }
    for (const Family& family : families_) {
      for (const std::string& text : family.texts) all.push_back(given_in(family, text));
    }
    return all;
  }

 private:
  struct Slot {
    const config::Setting* setting;
    std::string text{};
    CLI::Option* option = nullptr;
  };

  /// Settings that share a flag, which is given as often as needed.
  struct Family {
    std::string name;
    std::vector<std::string> texts{};
  };

  /// Of `NAME=VALUE`.
  static config::Given given_in(const Family& family, const std::string& text) {
    const std::string member = text.substr(0, text.find('='));
    return {family.name + "." + member,
            text.substr(std::min(text.size(), member.size() + 1)),
            {config::Source::flag, "--" + family.name + " " + member}};
  }

  void add_family(CLI::App& app, std::string_view name) {
    if (std::ranges::find(families_, name, &Family::name) != families_.end()) return;
    Family& family = families_.emplace_back(Family{std::string{name}});
    app.add_option("--" + family.name, family.texts)->allow_extra_args(false);
  }

  void add(CLI::App& app, const config::Setting& setting) {
    if (!setting.family().empty()) return add_family(app, setting.family());
    Slot& slot = slots_.emplace_back(Slot{&setting});
    const std::string flag = setting.flag();
    slot.option = setting.is_switch() ? app.add_flag(flag + ",!" + setting.negative_flag(), slot.text)
                                      : app.add_option(flag, slot.text);
  }

  std::deque<Slot> slots_;       // addresses stay
  std::deque<Family> families_;  // here too
  bool help_ = false;
};

bool is_flag(const std::string& argument) { return argument.size() > 1 && argument.starts_with('-'); }

std::string refuse_argument(const std::string& argument) {
  if (is_flag(argument)) return "there is no option " + argument.substr(0, argument.find('='));
  return "unexpected argument after the command";
}

/// The library would take the next argument as the value.
const std::string* find_flag_without_value(const std::vector<std::string>& arguments) {
  const auto found = std::ranges::find_if(arguments, [](const std::string& argument) {
    return argument.starts_with("--") && argument.ends_with('=');
  });
  return found == arguments.end() ? nullptr : &*found;
}

std::expected<std::vector<config::Given>, std::string> join(const config::SettingTable& table,
                                                            const Flags& before, const Flags& after) {
  std::vector<config::Given> all;
  for (const Flags* flags : {&before, &after}) {
    for (config::Given& given : flags->given()) {
      if (table.find(given.name) == nullptr) {
        return std::unexpected(given.origin.place + ": there is no such setting");
      }
      if (std::ranges::find(all, given.name, &config::Given::name) != all.end()) {
        return std::unexpected("the setting " + given.name + " is given twice");
      }
      all.push_back(std::move(given));
    }
  }
  return all;
}

/// Of all commands, each with the flags of the settings after it.
class CommandLine {
 public:
  explicit CommandLine(const config::SettingTable& table) : table_(table), before_(app_, table) {
    app_.require_subcommand(
        0, 1);  // with a most of 1, words after a command are never taken for another command
    app_.add_flag("-V,--version", version_);
    for (const Command& command : commands()) {
      CLI::App* subcommand = app_.add_subcommand(command.name);
      levels_.push_back(Level{&command, subcommand, std::make_unique<Flags>(*subcommand, table)});
    }
  }

  std::expected<Invocation, std::string> parse(const std::vector<std::string>& arguments) {
    try {
      std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
      app_.parse(std::move(reversed));
    } catch (const CLI::ArgumentMismatch& fault) {
      const std::string_view what = fault.what();
      return std::unexpected(std::string{what.substr(0, what.find(':'))} +
                             " must be given once, with a value");
    } catch (const CLI::ParseError& fault) {
      return std::unexpected(fault.what());
    }
    const std::vector<std::string> strays = app_.remaining();
    if (!strays.empty()) {
      return std::unexpected(is_flag(strays.front()) ? refuse_argument(strays.front())
                                                     : "there is no command " + strays.front());
    }
    for (const Level& level : levels_) {
      if (level.app->parsed()) return read(level);
    }
    return Invocation{{}, {}, before_.given(), before_.help(), version_};
  }

 private:
  struct Level {
    const Command* command;
    CLI::App* app;
    std::unique_ptr<Flags> flags;
  };

  std::expected<Invocation, std::string> read(const Level& level) const {
    Invocation invocation{
        level.command->name, level.app->remaining(), {}, before_.help() || level.flags->help(), version_};
    if (!level.command->takes_arguments && !invocation.arguments.empty()) {
      return std::unexpected(refuse_argument(invocation.arguments.front()));
    }
    auto flags = join(table_, before_, *level.flags);
    if (!flags) return std::unexpected(flags.error());
    invocation.flags = std::move(*flags);
    return invocation;
  }

  const config::SettingTable& table_;
  CLI::App app_;
  Flags before_;
  bool version_ = false;
  std::vector<Level> levels_;
};

}  // namespace

std::span<const Command> commands() {
  static const std::array all{
      Command{"serve", "Start the server."},
      Command{"config", "Print the settings in force and where each came from."},
      Command{"db",
              "Migrate the database: revision, migrate, upgrade, downgrade, stamp, current, history, check; "
              "copy it.",
              true},
      Command{"backup", "Write the database into a file, while servers go on.", true},
      Command{"doctor", "Look for what is wrong with an installation.", true},
      Command{"restore", "Put a backup into an empty database.", true},
      Command{"mail", "List mails that could not be sent, and try them again.", true},
      Command{"outbox", "List messages that could not be delivered, and replay them.", true},
      Command{"audit", "Verify the audit trail, list its events, or begin its chain anew.", true},
      Command{"keys", "List, rotate and retire the keys that sign tokens.", true},
      Command{"clients", "Register and remove programs that may introspect and revoke tokens.", true},
      Command{"seed", "Fill a database with members for measurements.", true},
      Command{"tune", "Measure this machine, and recommend options for it.", true},
      Command{"version", "Print the version."},
      Command{"help", "Print help, also of one command.", true},
  };
  return all;
}

std::expected<Invocation, std::string> parse_command_line(const config::SettingTable& table,
                                                          const std::vector<std::string>& arguments) {
  if (const std::string* empty = find_flag_without_value(arguments)) {
    return std::unexpected(empty->substr(0, empty->size() - 1) + " needs a value");
  }
  return CommandLine{table}.parse(arguments);
}

}  // namespace gatehouse::server
