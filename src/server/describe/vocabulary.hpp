#pragma once

// What may stand on the command line, as completion for any shell needs to know it.

#include <string>
#include <vector>

namespace gatehouse::server {

/// What can follow a flag.
enum class ValueKind { none, file, folder, choice, free };

struct FlagWords {
  std::string flag;  // `--data-dir`
  std::string help;
  ValueKind kind = ValueKind::free;
  std::vector<std::string> choices{};  // of the value; for a family `NAME=`, which a value follows
};

struct CommandWords {
  std::string name;
  std::string help;
  std::vector<std::string> words{};    // the first after it
  std::vector<std::string> options{};  // of its own
};

struct Vocabulary {
  std::vector<CommandWords> commands{};
  std::vector<FlagWords> flags{};  // of every command
};

Vocabulary vocabulary();

}  // namespace gatehouse::server
