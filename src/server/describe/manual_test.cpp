#include "server/describe/manual.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "server/cli.hpp"
#include "server/describe/roff.hpp"
#include "server/describe/usage.hpp"
#include "server/help.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The text of the page, as it is read: without what is for roff alone.
std::string page(const std::string& name) {
  for (ManualPage& page : manual()) {
    if (page.name != name) continue;
    for (const char* mark : {"\\fB", "\\fR", "\\&"}) {
      for (std::size_t at = 0; (at = page.text.find(mark, at)) != std::string::npos;)
        page.text.erase(at, std::string_view(mark).size());
    }
    for (const auto& [from, to] :
         {std::pair{"\\-", "-"}, {"\\(aq", "'"}, {"\\e", "\\"}, {"\\(ti", "~"}, {"\\(ha", "^"}}) {
      for (std::size_t at = 0; (at = page.text.find(from, at)) != std::string::npos; ++at) {
        page.text.replace(at, std::string_view(from).size(), to);
      }
    }
    return page.text;
  }
  ADD_FAILURE() << "no page " << name;
  return {};
}

TEST(Manual, HasAPageForEachCommandWithWordsAndNamesItEverywhere) {
  for (const Command& command : commands()) {
    EXPECT_THAT(page("gatehouse.1"), HasSubstr("\n.TP\n" + command.name + "\n" + command.summary));
    if (!command.takes_arguments || command.name == "help") continue;
    const std::string name = "gatehouse-" + command.name;
    EXPECT_THAT(page("gatehouse.1"), HasSubstr(name + "(1)"));
    EXPECT_THAT(page("gatehouse.toml.5"), HasSubstr(name + "(1)"));
    EXPECT_THAT(page(name + ".1"),
                AllOf(HasSubstr(name + " - "), HasSubstr("gatehouse(1)"), Not(HasSubstr(name + "(1)"))));
  }
}

TEST(Manual, ListsEachExitStatus) {
  for (const std::string status : {"0", "1", "2", "130, 143"}) {
    EXPECT_THAT(page("gatehouse.1"), HasSubstr("\n.TP\n" + status + "\n"));
  }
}

TEST(Manual, TellsOfACommandWhatItsHelpTells) {
  const Loaded loaded;
  for (const Command& command : commands()) {
    if (!command.takes_arguments || command.name == "help") continue;
    const std::string text = page("gatehouse-" + command.name + ".1");
    for (const UsageBlock& block : read_usage(command_help(command.name, loaded.table)).blocks) {
      std::string told = block.text;
      std::erase(told, '`');
      EXPECT_THAT(text, HasSubstr(block.form.empty() ? told : "\n.TP\n" + block.form + "\n" + told));
    }
  }
}

TEST(Manual, TellsOfEachSettingWhatItsHelpTells) {
  const Loaded loaded;
  const std::string text = page("gatehouse.toml.5");
  for (const config::Setting& setting : loaded.table) {
    std::string told = setting.help;
    std::erase(told, '`');
    EXPECT_THAT(text,
                AllOf(HasSubstr("\n" + setting.flag()), HasSubstr("\n" + told + "\n"),
                      HasSubstr("\nVariable " + setting.variable()), HasSubstr(setting.binding.bounds)));
  }
  EXPECT_THAT(text, HasSubstr("Variable GATEHOUSE_MAILER, key mailer; one of log, smtp, file; default log."));
}

TEST(Roff, EscapesWhatItWouldTakeForItsOwn) {
  Roff page;
  page.paragraph(".so `--now` a\\b 'c'");
  EXPECT_EQ(page.text(), ".PP\n\\&.so \\fB\\-\\-now\\fR a\\eb \\(aqc\\(aq\n");
}

TEST(Roff, MarksTheCommandOfASynopsis) {
  Roff page;
  page.synopsis("gatehouse seed --users N [--force]");
  EXPECT_THAT(page.text(), StartsWith("\\fBgatehouse seed \\-\\-users \\fRN [\\-\\-force]"));
}

}  // namespace
}  // namespace gatehouse::server
