#include "server/commands/audit_arguments.hpp"

#include <set>
#include <string_view>

#include "platform/config/quantity.hpp"

namespace gatehouse::server {
namespace {

using Fault = std::string;  // empty: none

Fault take_head(AuditArguments& arguments, const std::string& text) {
  const std::size_t colon = text.find(':');
  const auto position = parse_id(text.substr(0, colon));
  if (!position || colon == text.npos || colon + 1 == text.size()) return "must be POSITION:HASH";
  arguments.head = audit::Mark{*position, text.substr(colon + 1)};
  return {};
}

Fault take_user(AuditArguments& arguments, const std::string& text) {
  const auto id = parse_id(text);
  if (!id) return "must be the id of a user";
  arguments.user = UserId{*id};
  return {};
}

Fault take_since(AuditArguments& arguments, const std::string& text) {
  arguments.since = config::parse_duration(text);
  return arguments.since ? Fault() : "must be a duration as in 15m, 2h or 14d";
}

Fault take_last(AuditArguments& arguments, const std::string& text) {
  const auto number = config::parse_whole_number(text);
  if (!number || *number < 1 || *number > AuditArguments::most_last) {
    return "must be a whole number from 1 to " + std::to_string(AuditArguments::most_last);
  }
  arguments.last = *number;
  return {};
}

struct Option {
  AuditCommand command;
  std::string_view name;
  Fault (*take)(AuditArguments&, const std::string&);
};

constexpr Option options[] = {{AuditCommand::verify, "--head", take_head},
                              {AuditCommand::list, "--user", take_user},
                              {AuditCommand::list, "--since", take_since},
                              {AuditCommand::list, "--last", take_last}};

std::optional<AuditCommand> command_of(std::string_view word) {
  if (word == "verify") return AuditCommand::verify;
  if (word == "list") return AuditCommand::list;
  if (word == "restart") return AuditCommand::restart;
  return std::nullopt;
}

const Option* find_option(AuditCommand command, std::string_view word) {
  for (const Option& option : options) {
    if (option.command == command && option.name == word.substr(0, word.find('='))) return &option;
  }
  return nullptr;
}

}  // namespace

std::expected<AuditArguments, std::string> parse_audit_arguments(const std::vector<std::string>& words) {
  const auto command = words.empty() ? std::nullopt : command_of(words[0]);
  if (!command) return std::unexpected("say audit verify, audit list or audit restart");
  AuditArguments arguments{.command = *command};
  std::set<std::string_view> given;
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::string& word = words[at];
    const Option* option = find_option(*command, word);
    if (option == nullptr) {
      return std::unexpected("audit " + words[0] + " has no use for `" + word.substr(0, word.find('=')) +
                             "`");
    }
    if (!given.insert(option->name).second)
      return std::unexpected(std::string(option->name) + " is given twice");
    const std::size_t equals = word.find('=');
    if (equals == word.npos && at + 1 == words.size()) return std::unexpected(word + " needs a value");
    const Fault fault = option->take(arguments, equals == word.npos ? words[++at] : word.substr(equals + 1));
    if (!fault.empty()) return std::unexpected(std::string(option->name) + " " + fault);
  }
  return arguments;
}

std::string audit_usage() {
  return R"(Usage: gatehouse audit COMMAND [settings]

  verify [--head POSITION:HASH]   read the whole trail, and name the first event that was changed, removed,
                                  added or moved (exit 1); --head is the end as `verify` or the log showed it
                                  earlier: only that tells where all of an older copy was put back
  list [--user ID] [--since DURATION] [--last N]
                                  print the last events as JSON lines, 100 unless told otherwise
  restart                         after you have looked into a broken trail and kept a copy of it: take the
                                  events as they are now, and begin a new chain over them

Takes the settings of `gatehouse serve --help`; --database, --data-dir and --master-key-file matter here.
Works beside running servers.
)";
}

}  // namespace gatehouse::server
