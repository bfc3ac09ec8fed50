// Writes what a package tells of the program: manual pages, shell completion, and a configuration file with
// comments. `describe FOLDER [KEY=VALUE…]`, where the values stand in force in that file.

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "server/describe/completion.hpp"
#include "server/describe/config_file.hpp"
#include "server/describe/manual.hpp"

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::vector<gatehouse::config::Given> chosen(const std::vector<std::string>& words) {
  std::vector<gatehouse::config::Given> all;
  for (const std::string& word : words) {
    const std::string key = word.substr(0, word.find('='));
    all.push_back(
        {key, word.substr(std::min(word.size(), key.size() + 1)), {gatehouse::config::Source::file, key}});
  }
  return all;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + std::min(count, 1), arguments + count);
    if (words.empty()) throw std::runtime_error("usage: describe FOLDER [KEY=VALUE...]");
    const std::filesystem::path folder(words[0]);
    write(folder / "gatehouse.toml",
          gatehouse::server::config_file(chosen({words.begin() + 1, words.end()})));
    write(folder / "gatehouse.bash", gatehouse::server::bash_completion());
    write(folder / "gatehouse.fish", gatehouse::server::fish_completion());
    for (const auto& page : gatehouse::server::manual()) write(folder / "man" / page.name, page.text);
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << "describe: " << fault.what() << '\n';
    return 1;
  }
}
