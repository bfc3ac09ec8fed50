#include "platform/migrations/runner.hpp"

#include <gmock/gmock.h>

#include <barrier>
#include <thread>

#include "platform/migrations/refused.hpp"
#include "tests/support/migrations/live.hpp"
#include "tests/support/migrations/revisions.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::revision_file;

std::vector<RevisionFile> three() {
  return {revision_file(1, "CREATE TABLE a (x TEXT NOT NULL); CREATE INDEX a_x ON a (x);", "DROP TABLE a;"),
          revision_file(2, "INSERT INTO a VALUES ('2');", "DELETE FROM a;"),
          revision_file(3, "CREATE TABLE b (y TEXT);", "DROP TABLE b;")};
}

class RunnerTest : public testing::Live {
 protected:
  explicit RunnerTest() : chain_(Chain::of({}, three())) {}

  std::vector<std::string> upgrade(std::string_view target = "head") {
    std::vector<std::string> told;
    Runner(connection(), chain_, clock_).upgrade(target, [&](const Revision& revision) {
      told.push_back(revision.id);
    });
    return told;
  }
  std::vector<std::string> downgrade(std::string_view target) {
    std::vector<std::string> told;
    Runner(connection(), chain_, clock_).downgrade(target, [&](const Revision& revision) {
      told.push_back(revision.id);
    });
    return told;
  }
  std::string current() { return state(chain_, connection()).current; }

  template <class Action>
  static std::string fault_of(Action action) {
    try {
      action();
    } catch (const Refused& refused) {
      return refused.what();
    }
    return "none";
  }

  SystemClock clock_;
  Chain chain_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RunnerTest, testing::both_dialects(), testing::dialect_name);

TEST_P(RunnerTest, GoesUpAndDownStepByStep) {
  EXPECT_EQ(current(), "base");
  EXPECT_THAT(upgrade("+1"), ElementsAre("0001"));
  EXPECT_THAT(upgrade("0002"), ElementsAre("0002"));
  EXPECT_THAT(upgrade("0002"), IsEmpty());
  EXPECT_THAT(upgrade(), ElementsAre("0003"));
  EXPECT_THAT(upgrade(), IsEmpty());
  EXPECT_EQ(current(), "0003");
  EXPECT_THAT(downgrade("-2"), ElementsAre("0003", "0002"));
  EXPECT_THAT(downgrade("base"), ElementsAre("0001"));
  EXPECT_THAT(schema(), IsEmpty());
}

TEST_P(RunnerTest, LeavesTheSameSchemaAfterTheWayDownAndUpAgain) {
  upgrade();
  const std::string before = dump();
  downgrade("base");
  upgrade();
  EXPECT_EQ(dump(), before);
}

TEST_P(RunnerTest, RefusesToGoDownToWhatIsAbove) {
  upgrade("0001");
  EXPECT_THAT(fault_of([&] { downgrade("0002"); }), HasSubstr("above"));
  EXPECT_THAT(fault_of([&] { downgrade("-2"); }), HasSubstr("too far"));
}

TEST_P(RunnerTest, RefusesToGoUpToWhatIsBelow) {
  upgrade("0002");
  EXPECT_THAT(fault_of([&] { upgrade("0001"); }), HasSubstr("Revision 0001 is below 0002"));
  EXPECT_THAT(fault_of([&] { upgrade("base"); }), HasSubstr("gatehouse db downgrade"));
  EXPECT_EQ(current(), "0002");
}

TEST_P(RunnerTest, LeavesEverythingAsItWasWhereARevisionFails) {
  auto files = three();
  files[1] = revision_file(
      2, "CREATE TABLE c (z TEXT); INSERT INTO a VALUES ('1'); INSERT INTO nowhere VALUES (1);", "");
  chain_ = Chain::of({}, files);
  upgrade("0001");
  const std::string before = dump();
  std::vector<std::string> told;
  const std::string fault = fault_of([&] {
    Runner(connection(), chain_, clock_).upgrade("head", [&](const Revision& revision) {
      told.push_back(revision.id);
    });
  });
  EXPECT_THAT(told, IsEmpty());
  EXPECT_THAT(fault,
              AllOf(HasSubstr("0002"), HasSubstr("migrations/0002_x.sql"), HasSubstr("statement 3 of 3"),
                    HasSubstr("INSERT INTO nowhere VALUES (1)"),
                    AnyOf(HasSubstr("no such table: nowhere"), HasSubstr("\"nowhere\" does not exist"))));
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(current(), "0001");
  EXPECT_EQ(one("SELECT count(*) FROM a"), sql::Value{0});
}

TEST_P(RunnerTest, RefusesARevisionThatWasEditedAfterItWasApplied) {
  upgrade("0002");
  auto files = three();
  files[0].content += "-- more\n";
  chain_ = Chain::of({}, files);
  EXPECT_EQ(state(chain_, connection()).position, Position::edited);
  for (const std::string& fault : {fault_of([&] { upgrade(); }), fault_of([&] { downgrade("-1"); })}) {
    EXPECT_THAT(
        fault, AllOf(HasSubstr("0001"), HasSubstr("0001_x.sql"), HasSubstr("edited"), HasSubstr("db stamp")));
  }
  Runner(connection(), chain_, clock_).stamp("0002");
  EXPECT_THAT(upgrade(), ElementsAre("0003"));
}

TEST_P(RunnerTest, KnowsADatabaseOfANewerProgram) {
  upgrade();
  chain_ = Chain::of({}, {three()[0]});
  const State now = state(chain_, connection());
  EXPECT_EQ(now.position, Position::ahead);
  EXPECT_THAT(now.message, AllOf(HasSubstr("0003"), HasSubstr("downgrade 0001")));
  EXPECT_THAT(fault_of([&] { upgrade(); }), HasSubstr("newer"));
}

TEST_P(RunnerTest, KnowsAListWithAHole) {
  upgrade();
  run({"DELETE FROM schema_revisions WHERE revision = '0002'"});
  EXPECT_EQ(state(chain_, connection()).position, Position::broken);
  EXPECT_THAT(fault_of([&] { upgrade(); }), HasSubstr("not 0002"));
}

TEST_P(RunnerTest, StampsWithoutRunning) {
  Runner(connection(), chain_, clock_).stamp("0002");
  EXPECT_EQ(current(), "0002");
  EXPECT_THAT(schema(), IsEmpty());
  Runner(connection(), chain_, clock_).stamp("base");
  EXPECT_EQ(current(), "base");
}

TEST_P(RunnerTest, DoesItOnceWhereTwoUpgradeAtOnce) {
  std::barrier start(4);
  std::vector<std::jthread> threads;
  std::vector<int> told(4);
  for (std::size_t i = 0; i < told.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto mine = connect();
      start.arrive_and_wait();
      Runner(*mine, chain_, clock_).upgrade("head", [&](const Revision&) { ++told[i]; });
    });
  }
  threads.clear();
  EXPECT_EQ(told[0] + told[1] + told[2] + told[3], 3);
  EXPECT_EQ(one("SELECT count(*) FROM a"), sql::Value{1});
  EXPECT_EQ(one("SELECT count(*) FROM schema_revisions"), sql::Value{3});
}

TEST_P(RunnerTest, NeedsNoRightToWriteAtTheHead) {
  upgrade();
  const auto reader = sql::connect({.url = url()}, sql::Access::read);
  EXPECT_NO_THROW(Runner(*reader, chain_, clock_).upgrade("head", [](const Revision&) {}));
  EXPECT_THROW(Runner(*reader, chain_, clock_).downgrade("-1", [](const Revision&) {}), std::exception);
}

TEST_P(RunnerTest, TellsTheStateToAServer) {
  const auto database = sql::Database::open({.url = url()});
  EXPECT_EQ(state(chain_, *database).position, Position::behind);
  upgrade_to_head({.url = url()}, chain_, clock_, [](const Revision&) {});
  EXPECT_EQ(state(chain_, *database).position, Position::at_head);
  EXPECT_EQ(state(chain_, *database).message, "");
}

TEST_P(RunnerTest, KeepsNoRevisionThatLeavesKeysToNowhere) {
  auto files = three();
  files[1] = revision_file(2,
                           "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p "
                           "(id)); INSERT INTO c VALUES (7);",
                           "");
  chain_ = Chain::of({}, files);
  const std::string words =
      dialect() == sql::Dialect::sqlite ? "rows of table c (1)" : "violates foreign key";
  EXPECT_THAT(fault_of([&] { upgrade(); }), AllOf(HasSubstr("0002"), HasSubstr(words)));
  EXPECT_EQ(current(), "0001");
}

}  // namespace
}  // namespace gatehouse::migrations
