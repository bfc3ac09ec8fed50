#pragma once

// One declaration of an option is all there is to say about it: from it come the flag, the environment
// variable, the key of the TOML file, the default, the help text, and what a good value is.

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::config {

/// Takes a value given as text, or says what is wrong with it ("must be at least 1"). Never repeats the
/// value.
using Assign = std::function<std::optional<std::string>(std::string_view text)>;

/// A variable of the program as a setting fills it. The default is what the variable holds when it is bound,
/// so that it stands once; `<data_dir>` in it stands for the value of that setting, declared before.
struct Binding {
  Assign assign;
  std::string fallback;
  std::string bounds{};                // "from 1 to 256", where a value has them
  std::vector<std::string> choices{};  // all good values, where they can be listed
};

struct Setting {
  /// snake_case, as in the file: `data_dir` is --data-dir and GATEHOUSE_DATA_DIR. One of a family that shares
  /// a flag has a point in it: `limit.tries` is --limit tries=…, GATEHOUSE_LIMIT_TRIES, and `tries` under
  /// [limits] in the file.
  std::string name;
  std::string
      value;  // what stands for it in the help: `HOST:PORT`; empty for a switch, which is true or false
  std::string help;
  Binding binding;
  /// Set where the value holds a secret: how it is shown. Such a setting is also taken from a file that
  /// GATEHOUSE_…_FILE names, and never repeated in a message.
  std::function<std::string(std::string_view)> mask{};
  bool in_file = true;

  bool is_switch() const { return value.empty(); }
  /// Empty: it has a flag of its own.
  std::string_view family() const;
  /// The name within the family.
  std::string_view member() const;
  std::string flag() const;
  /// Of a switch: what turns it off, `--no-…`.
  std::string negative_flag() const;
  std::string variable() const;
};

inline constexpr std::string_view variable_prefix = "GATEHOUSE_";

/// In the order in which they are shown.
class SettingTable {
 public:
  void add(Setting setting) { settings_.push_back(std::move(setting)); }

  auto begin() const { return settings_.begin(); }
  auto end() const { return settings_.end(); }
  const Setting* find(std::string_view name) const;

 private:
  std::deque<Setting> settings_;  // addresses stay
};

}  // namespace gatehouse::config
