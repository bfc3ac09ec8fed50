#include "server/commands/dead_letters.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "server/commands/mail.hpp"
#include "server/commands/outbox.hpp"
#include "server/tables.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::server {
namespace {

/// What a command says, with its exit code before it.
std::string said(decltype(run_mail)* run, const std::vector<std::string>& words, const std::string& url) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(words, {.url = url}, out, err);
  return std::to_string(code) + ' ' + out.str() + err.str();
}

TEST(DeadLetters, AreSpokenOfInTheWordsOfEachCommand) {
  const testing::FreshDatabase database(sql::Dialect::sqlite, all_tables());
  const auto mail = [&](const std::vector<std::string>& words) {
    return said(run_mail, words, database.url());
  };
  const auto outbox = [&](const std::vector<std::string>& words) {
    return said(run_outbox, words, database.url());
  };
  EXPECT_EQ(mail({"list"}), "0 There are no dead letters.\n");
  EXPECT_EQ(mail({"retry", "--all"}), "0 Mails that wait again: 0\n");
  EXPECT_EQ(mail({"retry", "5"}), "1 gatehouse: there is no dead letter 5\n");
  EXPECT_EQ(mail({"retry", "x"}),
            "2 gatehouse: mail retry takes the ID of a mail, as mail list tells it, or --all\n");
  EXPECT_EQ(mail({"replay", "5"}), "2 gatehouse: say mail list, or mail retry ID|--all\n");

  EXPECT_EQ(outbox({"list"}), "0 There are no dead letters.\n");
  EXPECT_EQ(outbox({"replay", "all"}), "0 Messages that wait again: 0\n");
  EXPECT_EQ(outbox({"replay", "5"}), "1 gatehouse: there is no dead letter 5\n");
  EXPECT_EQ(outbox({"replay", "x"}),
            "2 gatehouse: outbox replay takes the ID of a message, as outbox list tells it, or all\n");
  EXPECT_EQ(outbox({}), "2 gatehouse: say outbox list, or outbox replay ID|all\n");
}

TEST(DeadLetters, AreLookedForInNoDatabaseThatIsNotThere) {
  EXPECT_EQ(said(run_mail, {"list"}, "sqlite:/nowhere/x.db"),
            "1 gatehouse: there is no database at /nowhere/x.db\n");
}

}  // namespace
}  // namespace gatehouse::server
