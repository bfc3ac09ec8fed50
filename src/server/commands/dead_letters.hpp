#pragma once

// What the commands for dead letters have in common: list them, and have one or all of them tried again. Each
// has words of its own.

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// How a command speaks: `mail retry ID|--all`.
struct DeadLetterWords {
  std::string_view command;  // `mail`
  std::string_view again;    // `retry`
  std::string_view all;      // `--all`
  std::string_view letter;   // `mail`, of which there may be several
};

/// The letters of one kind.
class DeadLetterBox {
 public:
  virtual ~DeadLetterBox() = default;

  /// A line for each, without its end.
  virtual std::vector<std::string> list(std::int64_t most) = 0;
  /// False where there is none of this id.
  virtual bool try_again(std::int64_t id) = 0;
  /// How many there were.
  virtual std::int64_t try_all_again() = 0;
};

using OpenDeadLetterBox = std::function<std::unique_ptr<DeadLetterBox>(sql::Database&)>;

/// `words`: those after the command. Returns the exit code.
int run_dead_letters(const std::vector<std::string>& words, const DeadLetterWords& vocabulary,
                     const sql::DatabaseOptions& database, const OpenDeadLetterBox& open, std::ostream& out,
                     std::ostream& err);

}  // namespace gatehouse::server
