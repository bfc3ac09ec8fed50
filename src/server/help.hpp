#pragma once

// The help texts, made from the declarations of commands and settings.

#include <string>

#include "platform/config/setting.hpp"

namespace gatehouse::server {

std::string general_help();

/// Of one command, as in `gatehouse serve --help`; empty where there is no such command.
std::string command_help(const std::string& command, const config::SettingTable& table);

std::string version_text();

}  // namespace gatehouse::server
