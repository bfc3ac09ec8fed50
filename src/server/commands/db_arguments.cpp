#include "server/commands/db_arguments.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace gatehouse::server {
namespace {

enum class Target { none, optional, needed };

struct Form {
  std::string_view name;
  DbCommand command;
  bool takes_message = false;
  Target target = Target::none;
  std::string_view usual_target = "";
  bool takes_sql = false;
  bool reads_own_words = false;  // elsewhere
};

constexpr std::array<Form, 11> forms = {{
    {"revision", DbCommand::revision, true},
    {"migrate", DbCommand::migrate, true},
    {"upgrade", DbCommand::upgrade, false, Target::optional, "head", true},
    {"downgrade", DbCommand::downgrade, false, Target::optional, "-1", true},
    {"stamp", DbCommand::stamp, false, Target::needed},
    {"current", DbCommand::current},
    {"history", DbCommand::history},
    {"heads", DbCommand::heads},
    {"check", DbCommand::check},
    {.name = "copy", .command = DbCommand::copy, .reads_own_words = true},
    {"help", DbCommand::help},
}};

using Fault = std::unexpected<std::string>;

/// The words after the command.
class Reader {
 public:
  Reader(const Form& form, const std::vector<std::string>& words) : form_(form), words_(words) {}

  std::expected<DbArguments, std::string> read() {
    arguments_.command = form_.command;
    for (at_ = 1; at_ < words_.size(); ++at_) {
      if (std::string fault = take(words_[at_]); !fault.empty()) return Fault(of_command() + fault);
    }
    if (form_.takes_message && arguments_.message.empty()) return Fault(of_command() + "needs -m MESSAGE");
    if (form_.target == Target::needed && arguments_.target.empty()) {
      return Fault(of_command() + "needs a revision, head or base");
    }
    if (arguments_.target.empty()) arguments_.target = form_.usual_target;
    if (std::string fault = wrong_way(); !fault.empty()) return Fault(of_command() + fault);
    return arguments_;
  }

 private:
  std::string of_command() const { return "db " + std::string(form_.name) + " "; }

  std::string take(const std::string& word) {
    static constexpr std::string_view long_message = "--message=";
    if (form_.takes_message && (word == "-m" || word == "--message")) {
      if (++at_ == words_.size()) return "needs a text after " + word;
      return take_message(words_[at_]);
    }
    if (form_.takes_message && word.starts_with(long_message))
      return take_message(word.substr(long_message.size()));
    if (form_.takes_sql && word == "--sql") {
      arguments_.sql = true;
      return "";
    }
    const bool is_flag = word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
    if (is_flag) return "has no option " + word.substr(0, word.find('='));
    if (form_.target == Target::none || !arguments_.target.empty()) return "has no use for `" + word + "`";
    arguments_.target = word;
    return word.empty() ? "has an empty word for a revision" : "";
  }

  /// A target that can only be a slip: it leads the other way, or nowhere.
  std::string wrong_way() const {
    const std::string& target = arguments_.target;
    const bool is_nowhere = target.size() > 1 && (target[0] == '+' || target[0] == '-') &&
                            target.find_first_not_of('0', 1) == target.npos;
    if (form_.command == DbCommand::upgrade && (is_nowhere || target.starts_with('-') || target == "base")) {
      return "leads up, and `" + target + "` does not: name a revision, +N or head (down leads db downgrade)";
    }
    if (form_.command == DbCommand::downgrade && (is_nowhere || target.starts_with('+'))) {
      return "leads down, and `" + target + "` does not: name a revision, -N or base (up leads db upgrade)";
    }
    return "";
  }

  std::string take_message(const std::string& text) {
    if (text.empty()) return "needs a text after -m";
    arguments_.message = text;
    return "";
  }

  const Form& form_;
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  DbArguments arguments_;
};

}  // namespace

std::expected<DbArguments, std::string> parse_db_arguments(const std::vector<std::string>& words) {
  if (words.empty()) return Fault("db needs a command");
  if (words[0] == "-h" || words[0] == "--help") return DbArguments{};
  const auto form = std::find_if(forms.begin(), forms.end(),
                                 [&](const Form& candidate) { return candidate.name == words[0]; });
  if (form == forms.end()) return Fault("db has no command `" + words[0] + "`");
  if (std::find(words.begin(), words.end(), "--help") != words.end()) return DbArguments{};
  if (form->reads_own_words) return DbArguments{.command = form->command};
  return Reader(*form, words).read();
}

std::string db_usage() {
  return R"(Usage: gatehouse db COMMAND [settings]

  revision -m MESSAGE           write a new, empty revision with up and down
  migrate -m MESSAGE            write the revision that closes the difference between the tables that the
                                program declares and the database, up and down, for both databases
  upgrade [REV|+N|head] [--sql]       apply revisions; head unless told otherwise
  downgrade [REV|-N|base] [--sql]     undo revisions; the last one unless told otherwise
  stamp REV|head|base           write down that these revisions are applied, without running any
  current                       print the revision of the database
  history                       print the revisions, the latest first
  heads                         print the last revision
  check                         exit with 1 where the database is behind, or differs from the declared tables
  copy --from URL --to URL      all rows, from SQLite to PostgreSQL or back, into an empty database, with no server
                                on either; counts and hashes of every table are compared before it is kept

--sql prints the statements instead of running them, from where the database stands, or from FROM:TO.
Revisions are built in; those of --migrations-dir (./migrations where it exists) are added, and win.
)";
}

}  // namespace gatehouse::server
