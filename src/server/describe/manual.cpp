#include "server/describe/manual.hpp"

#include <algorithm>
#include <string_view>

#include "server/cli.hpp"
#include "server/describe/roff.hpp"
#include "server/describe/usage.hpp"
#include "server/help.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

std::string page_of(const Command& command) { return "gatehouse-" + command.name; }

bool has_page(const Command& command) { return command.takes_arguments && command.name != "help"; }

void begin(Roff& page, const std::string& name, int section, std::string_view summary) {
  page.title(name, section, version_text());
  page.section("NAME");
  std::string sentence(summary.substr(0, summary.find_last_not_of('.') + 1));
  if (!sentence.empty() && sentence[0] >= 'A' && sentence[0] <= 'Z') sentence[0] += 'a' - 'A';
  page.name(name, sentence);
}

/// Each page names all others.
void see_also(Roff& page, std::string_view self) {
  std::string text;
  const auto add = [&](const std::string& name, const char* section) {
    if (name == self) return;
    text += (text.empty() ? "" : ", ") + name + "(" + section + ")";
  };
  add("gatehouse", "1");
  for (const Command& command : commands()) {
    if (has_page(command)) add(page_of(command), "1");
  }
  add("gatehouse.toml", "5");
  page.section("SEE ALSO");
  page.paragraph(text);
}

void list_commands(Roff& page) {
  page.section("COMMANDS");
  for (const Command& command : commands()) {
    page.entry(command.name,
               command.summary + (has_page(command) ? " See " + page_of(command) + "(1)." : ""));
  }
}

ManualPage overview() {
  Roff page;
  begin(page, "gatehouse", 1, "an authentication server");
  page.section("SYNOPSIS");
  page.synopsis("gatehouse COMMAND [SETTINGS]");
  page.section("DESCRIPTION");
  page.paragraph(
      "Signs people up, proves their e-mail addresses, signs them in, and hands out access tokens (JWT) that "
      "other "
      "programs check with its published keys. Accounts are in SQLite or PostgreSQL.");
  page.paragraph(
      "`gatehouse serve` needs no setting: it starts on http://127.0.0.1:8080 with a database in ./data. A "
      "running "
      "server describes its API at /docs.");
  list_commands(page);
  page.section("SETTINGS");
  page.paragraph(
      "Every command takes every setting: as a flag, else as a variable of the environment, else from the "
      "file that "
      "`--config` names. gatehouse.toml(5) lists them, and `gatehouse config` prints those in force.");
  page.section("SIGNALS");
  page.entry("SIGTERM, SIGINT",
             "End the server once requests under way are answered; a second one ends it at once.");
  page.entry("SIGHUP", "Read the TLS certificate and key again.");
  page.section("EXIT STATUS");
  page.entry("0", "It ended as asked.");
  page.entry(
      "1",
      "It could not start or go on, the log and standard error say why; or what a command told could not "
      "be written to standard output.");
  page.entry("2", "A bad option or command line, or TLS files that cannot be used.");
  page.entry("130, 143", "A second SIGINT or SIGTERM ended it at once, as a shell tells it.");
  see_also(page, "gatehouse");
  return {"gatehouse.1", page.text()};
}

ManualPage page_for(const Command& command, const config::SettingTable& table) {
  const Usage usage = read_usage(command_help(command.name, table));
  Roff page;
  begin(page, page_of(command), 1, command.summary);
  page.section("SYNOPSIS");
  page.synopsis(usage.synopsis);
  page.section("DESCRIPTION");
  for (const UsageBlock& block : usage.blocks) {
    if (block.form.empty()) {
      page.paragraph(block.text);
    } else {
      page.entry(block.form, block.text);
    }
  }
  see_also(page, page_of(command));
  return {page_of(command) + ".1", page.text()};
}

std::string places_of(const config::Setting& setting) {
  std::string text = "Variable " + setting.variable();
  if (setting.mask) text += " or " + setting.variable() + "_FILE";
  if (setting.in_file) {
    const std::string family(setting.family());
    text += family.empty() ? ", key " + setting.name
                           : ", key " + std::string(setting.member()) + " under [" + family + "s]";
  }
  const config::Binding& binding = setting.binding;
  if (!binding.bounds.empty()) text += "; " + binding.bounds;
  for (const std::string& choice : binding.choices) {
    text += (&choice == binding.choices.data() ? "; one of " : ", ") + choice;
  }
  return text + (binding.fallback.empty() ? "." : "; default " + binding.fallback + ".");
}

ManualPage settings_page(const config::SettingTable& table) {
  Roff page;
  begin(page, "gatehouse.toml", 5, "settings of gatehouse");
  page.section("DESCRIPTION");
  page.paragraph(
      "Each setting is a flag of the command line, a variable of the environment, and a key of a TOML file "
      "that "
      "`--config` names: `data_dir = \"/srv/gatehouse\"`. A flag wins over a variable, a variable over the "
      "file. "
      "What no setting knows is refused.");
  page.paragraph("Durations: 500ms, 10s, 15m, 2h, 14d, or seconds. Sizes: 16KiB, 19MiB, 1GiB, or bytes.");
  page.paragraph(
      "A setting that holds a secret is also taken from a file that its variable with _FILE names, or from "
      "the "
      "credential of systemd that is called gatehouse and its key: gatehouse.database.");
  page.section("SETTINGS");
  for (const config::Setting& setting : table) {
    const char* apart = setting.family().empty() ? " " : "=";
    const std::string value = setting.is_switch() ? ", " + setting.negative_flag() : apart + setting.value;
    page.entry(setting.flag() + value, setting.help);
    page.more_of_entry(places_of(setting));
  }
  see_also(page, "gatehouse.toml");
  return {"gatehouse.toml.5", page.text()};
}

}  // namespace

std::vector<ManualPage> manual() {
  const Loaded loaded;
  std::vector<ManualPage> pages{overview(), settings_page(loaded.table)};
  for (const Command& command : commands()) {
    if (has_page(command)) pages.push_back(page_for(command, loaded.table));
  }
  return pages;
}

}  // namespace gatehouse::server
