#include "server/describe/completion.hpp"

#include <functional>
#include <vector>

#include "server/describe/vocabulary.hpp"

namespace gatehouse::server {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::vector<std::string> names_of(const Vocabulary& all) {
  std::vector<std::string> names;
  for (const CommandWords& command : all.commands) names.push_back(command.name);
  return names;
}

std::vector<std::string> flags_of(const Vocabulary& all,
                                  const std::function<bool(const FlagWords&)>& wanted) {
  std::vector<std::string> flags;
  for (const FlagWords& flag : all.flags) {
    if (wanted(flag)) flags.push_back(flag.flag);
  }
  return flags;
}

std::string flags_of(const Vocabulary& all, ValueKind kind) {
  return joined(flags_of(all, [&](const FlagWords& flag) { return flag.kind == kind; }), " | ");
}

/// What follows a flag, as branches of a case over the word before.
std::string bash_values(const Vocabulary& all) {
  std::string text = "    " + flags_of(all, ValueKind::file) + ")\n      compopt -o filenames\n" +
                     "      mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n      return ;;\n" + "    " +
                     flags_of(all, ValueKind::folder) + ")\n      compopt -o filenames\n" +
                     "      mapfile -t COMPREPLY < <(compgen -d -- \"$word\")\n      return ;;\n";
  for (const FlagWords& flag : all.flags) {
    if (flag.kind != ValueKind::choice) continue;
    text += "    " + flag.flag + ")\n" +
            (flag.choices.front().ends_with('=') ? "      compopt -o nospace\n" : "") +
            "      mapfile -t COMPREPLY < <(compgen -W '" + joined(flag.choices, " ") +
            "' -- \"$word\")\n      return ;;\n";
  }
  return text + "    " + flags_of(all, ValueKind::free) + ")\n      return ;;\n";
}

std::string bash_commands(const Vocabulary& all) {
  std::string text;
  for (const CommandWords& command : all.commands) {
    if (command.words.empty() && command.options.empty()) continue;
    text += "    " + command.name + ") words='" + joined(command.words, " ") + "' options='" +
            joined(command.options, " ") + "' ;;\n";
  }
  return text;
}

/// A string of fish in single quotes.
std::string fish_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string fish_option(std::string_view option) {
  return option.starts_with("--") ? " -l " + std::string(option.substr(2))
                                  : " -s " + std::string(option.substr(1));
}

std::string fish_flag(const FlagWords& flag) {
  std::string text = "complete -c gatehouse" + fish_option(flag.flag);
  if (flag.kind == ValueKind::file) text += " -r -F";
  if (flag.kind == ValueKind::folder) text += " -x -a '(__fish_complete_directories)'";
  if (flag.kind == ValueKind::choice) text += " -x -a " + fish_text(joined(flag.choices, " "));
  if (flag.kind == ValueKind::free) text += " -x";
  return text + " -d " + fish_text(flag.help.substr(0, flag.help.find(". "))) + "\n";
}

std::string fish_command(const CommandWords& command, const std::string& names) {
  const std::string seen = " -n '__fish_seen_subcommand_from " + command.name + "'";
  std::string text = "complete -c gatehouse -n 'not __fish_seen_subcommand_from " + names + "' -a " +
                     command.name + " -d " + fish_text(command.help) + "\n";
  if (!command.words.empty()) {
    text += "complete -c gatehouse -n '__fish_seen_subcommand_from " + command.name +
            "; and not __fish_seen_subcommand_from " + joined(command.words, " ") + "' -a " +
            fish_text(joined(command.words, " ")) + "\n";
  }
  for (const std::string& option : command.options)
    text += "complete -c gatehouse" + seen + fish_option(option) + "\n";
  return text;
}

}  // namespace

std::string bash_completion() {
  const Vocabulary all = vocabulary();
  const std::string flags = joined(flags_of(all, [](const FlagWords&) { return true; }), " ");
  return R"(# Completion of gatehouse for bash.
_gatehouse() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' words='' options='' at
  COMPREPLY=()
  if [[ $word == = ]]; then  # bash takes --flag=value for three words
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $before in
)" + bash_values(all) +
         R"(  esac
  for ((at = 1; at < COMP_CWORD; at++)); do
    case ${COMP_WORDS[at]} in
    )" + joined(names_of(all), " | ") +
         R"()
      command=${COMP_WORDS[at]}
      break ;;
    esac
  done
  case $command in
    '') words=')" +
         joined(names_of(all), " ") + R"(' ;;
)" + bash_commands(all) +
         R"(  esac
  if ((at < COMP_CWORD - 1)) && [[ ${COMP_WORDS[at + 1]} != -* ]]; then
    words=''
  fi
  if [[ $word == -* ]]; then
    words="$options )" +
         flags + R"("
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _gatehouse gatehouse
)";
}

std::string fish_completion() {
  const Vocabulary all = vocabulary();
  std::string text = "# Completion of gatehouse for fish.\ncomplete -c gatehouse -f\n";
  for (const CommandWords& command : all.commands) text += fish_command(command, joined(names_of(all), " "));
  for (const FlagWords& flag : all.flags) text += fish_flag(flag);
  return text;
}

}  // namespace gatehouse::server
