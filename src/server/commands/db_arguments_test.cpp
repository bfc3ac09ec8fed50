#include "server/commands/db_arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using ::testing::HasSubstr;
using Words = std::vector<std::string>;

TEST(DbArguments, KnowWhereACommandGoesUnlessTold) {
  EXPECT_EQ(parse_db_arguments({"upgrade"})->target, "head");
  EXPECT_EQ(parse_db_arguments({"downgrade"})->target, "-1");
}

TEST(DbArguments, TakeANegativeNumberForATarget) {
  const auto arguments = parse_db_arguments({"downgrade", "-2", "--sql"});
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments->command, DbCommand::downgrade);
  EXPECT_EQ(arguments->target, "-2");
  EXPECT_TRUE(arguments->sql);
}

TEST(DbArguments, TakeAMessageInEachSpelling) {
  for (const Words& words : {Words{"migrate", "-m", "add x"}, Words{"migrate", "--message", "add x"},
                             Words{"migrate", "--message=add x"}}) {
    EXPECT_EQ(parse_db_arguments(words)->message, "add x");
  }
}

TEST(DbArguments, SayWhatIsWrong) {
  const auto fault = [](const Words& words) {
    const auto arguments = parse_db_arguments(words);
    return arguments ? std::string("none") : arguments.error();
  };
  EXPECT_EQ(fault({}), "db needs a command");
  EXPECT_EQ(fault({"upgrad"}), "db has no command `upgrad`");
  EXPECT_THAT(fault({"migrate"}), HasSubstr("needs -m MESSAGE"));
  EXPECT_THAT(fault({"revision", "-m"}), HasSubstr("needs a text"));
  EXPECT_THAT(fault({"revision", "-m", ""}), HasSubstr("needs a text"));
  EXPECT_THAT(fault({"stamp"}), HasSubstr("needs a revision"));
  EXPECT_THAT(fault({"upgrade", "--force=yes"}), HasSubstr("has no option --force"));
  EXPECT_THAT(fault({"upgrade", "0001", "0002"}), HasSubstr("has no use for `0002`"));
  EXPECT_THAT(fault({"check", "--sql"}), HasSubstr("has no option --sql"));
  EXPECT_THAT(fault({"current", "0001"}), HasSubstr("has no use"));
}

TEST(DbArguments, RefuseATargetThatLeadsTheOtherWayOrNowhere) {
  for (const char* target : {"-1", "+0", "base", "-0"}) {
    const auto arguments = parse_db_arguments({"upgrade", target});
    ASSERT_FALSE(arguments) << target;
    EXPECT_THAT(arguments.error(),
                HasSubstr("db upgrade leads up, and `" + std::string(target) + "` does not"));
  }
  for (const char* target : {"+1", "-0"}) {
    const auto arguments = parse_db_arguments({"downgrade", target});
    ASSERT_FALSE(arguments) << target;
    EXPECT_THAT(arguments.error(), HasSubstr("db downgrade leads down"));
  }
}

TEST(DbArguments, GiveHelpWhereverItIsAskedFor) {
  for (const Words& words : {Words{"--help"}, Words{"help"}, Words{"upgrade", "--help"}}) {
    EXPECT_EQ(parse_db_arguments(words)->command, DbCommand::help);
  }
}

}  // namespace
}  // namespace gatehouse::server
