#include "server/describe/usage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/cli.hpp"
#include "server/help.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;

TEST(Usage, IsASynopsisAndBlocks) {
  const Usage usage = read_usage(R"(Usage: gatehouse door COMMAND [settings]

Opens and
shuts doors.

  open [--wide|-w] NAME   let somebody
                          in
  shut [--at TIME]
                          nobody any more

Works at night.
)");
  EXPECT_EQ(usage.synopsis, "gatehouse door COMMAND [settings]");
  const auto block = [](const char* form, const char* text) {
    return AllOf(Field(&UsageBlock::form, form), Field(&UsageBlock::text, text));
  };
  EXPECT_THAT(
      usage.blocks,
      ElementsAre(block("", "Opens and shuts doors."), block("open [--wide|-w] NAME", "let somebody in"),
                  block("shut [--at TIME]", "nobody any more"), block("", "Works at night.")));
  EXPECT_THAT(usage.words(), ElementsAre("open", "shut"));
  EXPECT_THAT(usage.options(), ElementsAre("--wide", "-w", "--at"));
}

TEST(Usage, OptionsAlsoStandInTheSynopsis) {
  EXPECT_THAT(read_usage("Usage: gatehouse seed --users N [--force] [settings]\n").options(),
              ElementsAre("--users", "--force"));
}

TEST(Usage, ATargetIsNoOption) {
  EXPECT_THAT(read_usage("Usage: x\n\n  down [-1|--sql]  do\n").options(), ElementsAre("--sql"));
}

TEST(Usage, OfEachCommandWithWordsCanBeRead) {
  const Loaded loaded;
  for (const Command& command : commands()) {
    if (!command.takes_arguments || command.name == "help") continue;
    const std::string text = command_help(command.name, loaded.table);
    EXPECT_TRUE(text.starts_with("Usage: gatehouse " + command.name)) << text;
    const Usage usage = read_usage(text);
    EXPECT_FALSE(usage.words().empty() && usage.options().empty()) << command.name;
    for (const UsageBlock& block : usage.blocks) EXPECT_THAT(block.text, Not(IsEmpty())) << block.form;
  }
}

TEST(Usage, KnowsTheWordsOfACommand) {
  const Loaded loaded;
  EXPECT_THAT(read_usage(command_help("keys", loaded.table)).words(),
              ElementsAre("list", "rotate", "retire"));
  EXPECT_THAT(read_usage(command_help("outbox", loaded.table)).words(), ElementsAre("list", "replay"));
  EXPECT_THAT(read_usage(command_help("audit", loaded.table)).options(),
              ElementsAre("--head", "--user", "--since", "--last"));
}

}  // namespace
}  // namespace gatehouse::server
