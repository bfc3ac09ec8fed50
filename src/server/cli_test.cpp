#include "server/cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CommandLine : public testing::Test {
 protected:
  std::expected<Invocation, std::string> parse(const std::vector<std::string>& arguments) {
    return parse_command_line(loaded_.table, arguments);
  }

  /// The flags as `name=text`.
  static std::vector<std::string> flags_of(const Invocation& invocation) {
    std::vector<std::string> all;
    for (const auto& given : invocation.flags) all.push_back(given.name + "=" + given.text);
    return all;
  }

  Loaded loaded_;
};

TEST_F(CommandLine, NamesTheCommand) {
  const auto parsed = parse({"serve"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, "serve");
  EXPECT_THAT(parsed->flags, IsEmpty());
}

TEST_F(CommandLine, MayHoldNothing) {
  const auto parsed = parse({});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, "");
}

struct Row {
  std::string title;
  std::vector<std::string> given;
  std::vector<std::string> arguments;
  std::vector<std::string> flags;
};

class CommandLineReads : public CommandLine, public testing::WithParamInterface<Row> {};

TEST_P(CommandLineReads, FlagsAndArgumentsInAnyPlace) {
  const auto parsed = parse(GetParam().given);
  ASSERT_TRUE(parsed) << parsed.error();
  EXPECT_EQ(parsed->arguments, GetParam().arguments);
  EXPECT_EQ(flags_of(*parsed), GetParam().flags);
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine, CommandLineReads,
    testing::Values(
        Row{"After", {"serve", "--listen", "a:1"}, {}, {"listen=a:1"}},
        Row{"WithEquals", {"serve", "--listen=a:1"}, {}, {"listen=a:1"}},
        Row{"OfAFamilyAsOftenAsNeeded",
            {"--limit", "account_free=3", "serve", "--limit", "account_wait=2s", "--limit=account_cap=7"},
            {},
            {"limit.account_free=3", "limit.account_wait=2s", "limit.account_cap=7"}},
        Row{"OfAFamilyWithoutAValue", {"serve", "--limit", "account_free"}, {}, {"limit.account_free="}},
        Row{"Before", {"--listen", "a:1", "serve"}, {}, {"listen=a:1"}},
        Row{"BeforeAndAfter",
            {"--listen", "a:1", "serve", "--audience", "x"},
            {},
            {"listen=a:1", "audience=x"}},
        Row{"BetweenWords",
            {"db", "--database", "u", "upgrade", "head"},
            {"upgrade", "head"},
            {"database=u"}},
        Row{"AfterWords", {"db", "upgrade", "--database", "u"}, {"upgrade"}, {"database=u"}},
        Row{"OptionsOfTheCommand",
            {"db", "revision", "-m", "create x table"},
            {"revision", "-m", "create x table"},
            {}},
        Row{"LongOptionsOfTheCommand", {"db", "upgrade", "--sql", "+1"}, {"upgrade", "--sql", "+1"}, {}},
        Row{"NegativeSteps", {"db", "downgrade", "-1"}, {"downgrade", "-1"}, {}},
        Row{"WordsThatAreCommands", {"db", "revision", "-m", "config"}, {"revision", "-m", "config"}, {}},
        Row{"Outbox", {"outbox", "replay", "5"}, {"replay", "5"}, {}},
        Row{"Switch", {"serve", "--behind-tls-proxy"}, {}, {"behind_tls_proxy=true"}},
        Row{"SwitchOff", {"serve", "--migrate-on-start=false"}, {}, {"migrate_on_start=false"}},
        Row{"SwitchByNo", {"serve", "--no-migrate-on-start"}, {}, {"migrate_on_start=false"}},
        Row{"NegativeNumber", {"serve", "--hash-threads", "-1"}, {}, {"hash_threads=-1"}},
        Row{"ValueWithSpaces", {"serve", "--data-dir", "a b"}, {}, {"data_dir=a b"}},
        Row{"ValueWithEquals",
            {"serve", "--database=postgresql://h/d?a=b"},
            {},
            {"database=postgresql://h/d?a=b"}}),
    [](const auto& row) { return row.param.title; });

TEST_F(CommandLine, AsksForHelpBeforeAndAfterTheCommand) {
  EXPECT_TRUE(parse({"--help"})->help);
  EXPECT_TRUE(parse({"serve", "--help"})->help);
  EXPECT_TRUE(parse({"serve", "-h"})->help);
  EXPECT_TRUE(parse({"--version"})->version);
}

struct Bad {
  std::string title;
  std::vector<std::string> given;
  std::string complaint;
};

class CommandLineRefuses : public CommandLine, public testing::WithParamInterface<Bad> {};

TEST_P(CommandLineRefuses, NamingTheFlagAndNotTheValue) {
  const auto parsed = parse(GetParam().given);
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error(), AllOf(HasSubstr(GetParam().complaint), Not(HasSubstr("hunter2"))));
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine, CommandLineRefuses,
    testing::Values(
        Bad{"UnknownFlag", {"serve", "--databse", "hunter2"}, "there is no option --databse"},
        Bad{"UnknownFlagWithEquals", {"serve", "--databse=hunter2"}, "there is no option --databse"},
        Bad{"UnknownFlagBefore", {"--databse=hunter2", "serve"}, "there is no option --databse"},
        Bad{"UnderscoresInAFlag", {"serve", "--data_dir", "hunter2"}, "there is no option --data_dir"},
        Bad{"UnknownCommand", {"servee"}, "there is no command servee"},
        Bad{"Stray", {"serve", "hunter2"}, "unexpected argument"},
        Bad{"NoValue", {"serve", "--listen"}, "--listen must be given once, with a value"},
        Bad{"EmptyValue", {"serve", "--listen=", "hunter2"}, "--listen needs a value"},
        Bad{"Twice",
            {"serve", "--database", "hunter2", "--database", "hunter2"},
            "--database must be given once, with a value"},
        Bad{"BeforeAndAfter",
            {"--database", "hunter2", "serve", "--database", "hunter2"},
            "the setting database is given twice"},
        Bad{"OneOfAFamilyTwice",
            {"serve", "--limit", "account_cap=5", "--limit", "account_cap=6"},
            "the setting limit.account_cap is given twice"},
        Bad{"NobodyOfAFamily", {"serve", "--limit", "tries=5"}, "--limit tries: there is no such setting"}),
    [](const auto& row) { return row.param.title; });

}  // namespace
}  // namespace gatehouse::server
