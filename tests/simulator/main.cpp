// Runs the application against its model:
//   simulate [--operations N] [--seed N] [--length N]     runs of `length` operations until there were so
//   many simulate --replay FILE                                one trace, a line an operation
// Ends with 1 and a shrunk trace where they disagree.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

#include "tests/simulator/search.hpp"

namespace gatehouse::simulator {
namespace {

struct Wanted {
  std::uint64_t operations = 100'000;
  std::uint64_t seed = 1;
  std::uint64_t length = 1000;
  std::string replay{};
};

Wanted parse(int count, char** words) {
  Wanted wanted;
  const std::map<std::string, std::uint64_t*> numbers{
      {"--operations", &wanted.operations}, {"--seed", &wanted.seed}, {"--length", &wanted.length}};
  for (int i = 1; i < count; i += 2) {
    const std::string option = words[i];
    if (i + 1 == count) throw std::runtime_error(option + " needs a value");
    if (option == "--replay") {
      wanted.replay = words[i + 1];
    } else if (const auto number = numbers.find(option); number != numbers.end()) {
      *number->second = std::stoull(words[i + 1]);
    } else {
      throw std::runtime_error("there is no " + option);
    }
  }
  return wanted;
}

/// In memory, where the machine has such a place.
class Folder {
 public:
  Folder() {
    const std::filesystem::path memory = "/dev/shm";
    std::string pattern =
        ((std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
         "simulate-XXXXXX")
            .string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder can be made");
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Trace read(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  Trace trace;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') trace.push_back(parse_operation(line));
  }
  return trace;
}

void print(const Trace& trace, const Failure& failure) {
  for (const Operation& operation : trace) std::cout << to_text(operation) << '\n';
  std::cout << "# line " << failure.at + 1 << ": " << failure.what << std::endl;
}

int replay(const Wanted& wanted, const Folder& folder) {
  const Trace trace = read(wanted.replay);
  const auto failure = run(trace, folder.path());
  if (failure) print(trace, *failure);
  std::cout << "# " << trace.size() << " operations, " << (failure ? "they disagree" : "they agree")
            << std::endl;
  return failure ? 1 : 0;
}

int search(const Wanted& wanted, const Folder& folder) {
  const auto begin = std::chrono::steady_clock::now();
  std::uint64_t done = 0, seed = wanted.seed;
  Tally tally;
  for (; done < wanted.operations; done += wanted.length, ++seed) {
    const Trace trace = generate(seed, wanted.length);
    const auto failure = run(trace, folder.path(), &tally);
    if (!failure) continue;
    std::cout << "# seed " << seed << " fails at operation " << failure->at + 1 << ": " << failure->what
              << "\n# shrunk, to be run again with --replay:" << std::endl;
    const auto fails = [&](const Trace& part) { return run(part, folder.path()); };
    const Trace part = shrunk(trace, fails);
    print(part, fails(part).value());
    return 1;
  }
  for (const auto& [answer, count] : tally) std::cout << count << '\t' << answer << '\n';
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::cout << "# " << done << " operations, seeds " << wanted.seed << " to " << seed - 1 << ", in "
            << took.count() << " s: product and model agree" << std::endl;
  return 0;
}

}  // namespace
}  // namespace gatehouse::simulator

int main(int count, char** words) {
  using namespace gatehouse::simulator;
  try {
    const Wanted wanted = parse(count, words);
    const Folder folder;
    return wanted.replay.empty() ? search(wanted, folder) : replay(wanted, folder);
  } catch (const std::exception& failure) {
    std::cerr << "simulate: " << failure.what() << '\n';
    return 2;
  }
}
