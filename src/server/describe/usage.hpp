#pragma once

// The usage text of a command, read. It is the one place where the words and options of a command are told,
// so manual pages and completion are made from it.

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::server {

/// A paragraph, or, with a form (`rotate --now`), what that does.
struct UsageBlock {
  std::string form{};
  std::string text{};
};

struct Usage {
  std::string synopsis{};  // `gatehouse keys COMMAND [settings]`
  std::vector<UsageBlock> blocks{};

  /// What may follow the command, each once: `list`, `rotate`, `retire`.
  std::vector<std::string> words() const;
  /// `--now`, `-m`.
  std::vector<std::string> options() const;
};

/// As the commands write it: `Usage: …`; entries after two spaces, the form and its text apart by two spaces
/// or more, or by a new line; lines that go on deeper; and paragraphs at the margin.
Usage read_usage(std::string_view text);

}  // namespace gatehouse::server
