#include "server/help.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "server/cli.hpp"
#include "server/commands/config.hpp"
#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Help, ListsTheCommands) {
  for (const Command& command : commands())
    EXPECT_THAT(general_help(), HasSubstr("\n  " + command.name + " "));
}

TEST(Help, ListsEachSettingWithVariableKeyAndDefault) {
  Loaded loaded;
  const std::string help = command_help("serve", loaded.table);
  for (const config::Setting& setting : loaded.table) {
    EXPECT_THAT(help, HasSubstr("\n  " + setting.flag()));
    EXPECT_THAT(help, HasSubstr("[" + setting.variable()));
  }
  EXPECT_THAT(help,
              AllOf(HasSubstr("  --listen HOST:PORT\n"),
                    HasSubstr("[GATEHOUSE_LISTEN, listen; default 127.0.0.1:8080]"),
                    HasSubstr("[GATEHOUSE_DATABASE, GATEHOUSE_DATABASE_FILE, database; default "
                              "sqlite:<data_dir>/gatehouse.db]"),
                    HasSubstr("[GATEHOUSE_CONFIG]"),
                    HasSubstr("  --migrate-on-start[=true|false], --no-migrate-on-start\n"),
                    HasSubstr("[GATEHOUSE_HASH_MEMORY, hash_memory; from 7MiB to 256MiB; default 19MiB]")));
}

TEST(Help, FitsAnOrdinaryTerminal) {
  Loaded loaded;
  std::istringstream lines(command_help("serve", loaded.table));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 120U) << line;
}

TEST(Help, IsThereForEachCommandAndNoOther) {
  Loaded loaded;
  for (const Command& command : commands())
    EXPECT_THAT(command_help(command.name, loaded.table), Not(IsEmpty()));
  EXPECT_THAT(command_help("servee", loaded.table), IsEmpty());
}

TEST(ConfigCommand, PrintsEachValueAndItsOriginWithSecretsMasked) {
  Loaded loaded;
  loaded.load({{"database", "postgresql://kim:hunter2@host/db", {config::Source::flag, "--database"}}},
              {"GATEHOUSE_AUDIENCE=shop"});
  std::ostringstream out;
  print_config(loaded.resolved, out);
  EXPECT_THAT(
      out.str(),
      AllOf(testing::ContainsRegex("\ndatabase +postgresql://kim:\\*\\*\\*\\*@host/db +flag --database\n"),
            testing::ContainsRegex("\naudience +shop +environment GATEHOUSE_AUDIENCE\n"),
            testing::ContainsRegex("\nlisten +127.0.0.1:8080 +default\n"), Not(HasSubstr("hunter2"))));
}

}  // namespace
}  // namespace gatehouse::server
