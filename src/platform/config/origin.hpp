#pragma once

// Where a value came from, told to the operator beside the value and in each complaint about it.

#include <string>
#include <vector>

namespace gatehouse::config {

/// In order of precedence, the weakest first.
enum class Source { fallback, file, environment, flag };

struct Origin {
  Source source = Source::fallback;
  std::string place{};  // the flag, the variable, or the path of the file

  /// `flag --listen`, `environment GATEHOUSE_LISTEN`, `file gatehouse.toml`, `default`.
  std::string text() const;
};

/// One value that somebody gave.
struct Given {
  std::string name;  // of the setting
  std::string text;
  Origin origin;
};

/// What was found at one source. Complaints name the key and what is wrong with it, never a secret.
struct Found {
  std::vector<Given> given{};
  std::vector<std::string> complaints{};
};

}  // namespace gatehouse::config
