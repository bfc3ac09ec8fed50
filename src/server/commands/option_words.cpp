#include "server/commands/option_words.hpp"

#include <algorithm>

namespace gatehouse::server {

std::expected<std::vector<GivenWord>, std::string> read_option_words(
    const std::vector<std::string>& words, std::initializer_list<KnownOption> known) {
  std::vector<GivenWord> given;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at];
    const std::string_view name = std::string_view(word).substr(0, word.find('='));
    const auto* const option = std::ranges::find(known, name, &KnownOption::name);
    const bool has_value = name.size() < word.size();
    if (option == known.end() || (option->is_switch && has_value)) {
      return std::unexpected("there is no use for `" + std::string(name) + "`");
    }
    if (std::ranges::find(given, name, &GivenWord::first) != given.end()) {
      return std::unexpected(std::string(name) + " is given twice");
    }
    if (option->is_switch) {
      given.emplace_back(option->name, "");
    } else if (has_value) {
      given.emplace_back(option->name, word.substr(name.size() + 1));
    } else if (at + 1 < words.size()) {
      given.emplace_back(option->name, words[++at]);
    } else {
      return std::unexpected(word + " needs a value");
    }
  }
  return given;
}

}  // namespace gatehouse::server
