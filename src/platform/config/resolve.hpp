#pragma once

// Which value is in force: flag before environment before file before default; each is read into its
// variable, and the origin of each is remembered.

#include <span>
#include <string>
#include <vector>

#include "platform/config/origin.hpp"
#include "platform/config/setting.hpp"

namespace gatehouse::config {

struct InForce {
  const Setting* setting;
  std::string text;
  Origin origin;

  /// The value with its secret masked.
  std::string shown() const;
};

struct Resolved {
  std::vector<InForce> values{};
  std::vector<std::string> complaints{};

  const InForce& value(std::string_view name) const;
};

struct Sources {
  std::vector<Given> flags{};
  std::vector<std::string> variables{};  // `NAME=value`
  /// The setting that names the TOML file, by flag or environment; empty: there is none.
  std::string file_setting{};
};

Resolved resolve(const SettingTable& table, const Sources& sources);

}  // namespace gatehouse::config
