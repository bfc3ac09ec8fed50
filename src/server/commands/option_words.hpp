#pragma once

// The options of a command beside the settings, as `--name VALUE` or `--name=VALUE`; a switch stands alone.

#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::server {

struct KnownOption {
  std::string_view name;  // with its dashes
  bool is_switch = false;
};

using GivenWord = std::pair<std::string_view, std::string>;  // name and value

/// In the order given, each once; the value of a switch is empty. The error names the word that is not
/// understood, or given again: one of two values would be left out unseen.
std::expected<std::vector<GivenWord>, std::string> read_option_words(
    const std::vector<std::string>& words, std::initializer_list<KnownOption> known);

}  // namespace gatehouse::server
