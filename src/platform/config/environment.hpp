#pragma once

// Settings from the environment. A variable with our prefix that no setting knows is a mistake, not ours to
// ignore; GATEHOUSE_TEST_… is left to tests.

#include <span>
#include <string>
#include <string_view>

#include "platform/config/origin.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::config {

/// `variables`: each `NAME=value`. An empty value counts as not given. A secret may stand in a file instead,
/// which `NAME_FILE` names, or in a credential of systemd, the file `gatehouse.` and its key in the folder
/// that CREDENTIALS_DIRECTORY names.
Found read_environment(const SettingTable& table, std::span<const std::string> variables);

/// Those of this process.
std::vector<std::string> environment_of_process();

}  // namespace gatehouse::config
