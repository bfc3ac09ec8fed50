#pragma once

// The words after `gatehouse db`, read: which command, and what it is given. `-1` is a target, not a flag.

#include <expected>
#include <string>
#include <vector>

namespace gatehouse::server {

enum class DbCommand {
  revision,
  migrate,
  upgrade,
  downgrade,
  stamp,
  current,
  history,
  heads,
  check,
  copy,
  help
};

struct DbArguments {
  DbCommand command = DbCommand::help;
  std::string message{};  // -m
  std::string target{};   // where it was not given: `head` for upgrade, `-1` for downgrade
  bool sql = false;       // print instead of running
};

/// Or what is wrong, in a sentence.
std::expected<DbArguments, std::string> parse_db_arguments(const std::vector<std::string>& words);

std::string db_usage();

}  // namespace gatehouse::server
