#pragma once

// Settings from one TOML file: `data_dir = "/var/lib/gatehouse"`, all at the top level. A key that no setting
// knows is a mistake, not ours to ignore.

#include <string>

#include "platform/config/origin.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::config {

Found read_toml_file(const SettingTable& table, const std::string& path);

}  // namespace gatehouse::config
