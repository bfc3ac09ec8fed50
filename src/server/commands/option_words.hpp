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

/// In the order given; the value of a switch is empty. The error names the word that is not understood.
std::expected<std::vector<std::pair<std::string_view, std::string>>, std::string> read_option_words(
    const std::vector<std::string>& words, std::initializer_list<KnownOption> known);

}  // namespace gatehouse::server
