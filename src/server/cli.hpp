#pragma once

// The command line, read: which command, which settings were given as flags, and what is left for the command
// itself. The parsing library stays behind this header. Messages name flags, never their values: one may be a
// password.

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "platform/config/origin.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::server {

struct Invocation {
  std::string command{};                 // empty: none was given
  std::vector<std::string> arguments{};  // in order
  std::vector<config::Given> flags{};
  bool help = false;
  bool version = false;
};

struct Command {
  std::string name;
  std::string summary;
  bool takes_arguments = false;
};

/// All there are, in the order in which they are shown.
std::span<const Command> commands();

/// `arguments` without the program's name. Flags of settings may stand before, after or between the words of
/// a command.
std::expected<Invocation, std::string> parse_command_line(const config::SettingTable& table,
                                                          const std::vector<std::string>& arguments);

}  // namespace gatehouse::server
