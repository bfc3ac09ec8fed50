#include "server/commands/db.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace gatehouse::server {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// The tables that the built-in revisions make are unknown here; the tests stand on the revision that drops
/// them.
class DbCommandLine : public ::testing::Test {
 protected:
  DbCommandLine()
      : folder_(std::filesystem::temp_directory_path() /
                ("gatehouse_db_test_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    settings_.database.url = "sqlite:" + (folder_ / "data" / "gatehouse.db").string();
    settings_.migrations_dir = folder_ / "migrations";
    std::filesystem::create_directories(settings_.migrations_dir);
  }
  ~DbCommandLine() override { std::filesystem::remove_all(folder_); }

  int db(const std::vector<std::string>& words) {
    out_.str("");
    err_.str("");
    return run_db(words, settings_, out_, err_);
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  void declare_people() {
    settings_.tables = {{.name = "people", .columns = {sql::identity("id"), sql::text("name")}}};
  }

  std::filesystem::path folder_;
  DbSettings settings_;

 private:
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(DbCommandLine, LeadsFromADeclarationToATableAndBack) {
  declare_people();
  EXPECT_EQ(db({"upgrade"}), 0) << err();
  EXPECT_EQ(db({"check"}), 1);
  EXPECT_THAT(out(), HasSubstr("Table people is declared, and the database does not have it."));
  EXPECT_EQ(db({"migrate", "-m", "Create people"}), 0) << err();
  EXPECT_THAT(out(), AllOf(HasSubstr("Wrote "), HasSubstr("_create_people.sql")));
  EXPECT_EQ(db({"check"}), 1);
  EXPECT_THAT(out(), HasSubstr("run `gatehouse db upgrade`"));
  EXPECT_EQ(db({"upgrade", "+1"}), 0) << err();
  EXPECT_THAT(out(), AllOf(HasSubstr(", Create people"), HasSubstr("(head)")));
  EXPECT_EQ(db({"check"}), 0) << out();
  EXPECT_EQ(db({"migrate", "-m", "again"}), 0);
  EXPECT_THAT(out(), HasSubstr("nothing to write"));
  EXPECT_EQ(db({"downgrade", "-1"}), 0) << err();
  EXPECT_EQ(db({"check"}), 1);
}

TEST_F(DbCommandLine, RefusesToCompareADatabaseThatIsBehind) {
  ASSERT_EQ(db({"revision", "-m", "empty"}), 0);
  EXPECT_EQ(db({"migrate", "-m", "x"}), 1);
  EXPECT_THAT(err(), HasSubstr("behind the head"));
}

TEST_F(DbCommandLine, PrintsSqlWithoutMakingADatabase) {
  EXPECT_EQ(db({"upgrade", "--sql"}), 0) << err();
  EXPECT_THAT(out(), AllOf(StartsWith("-- gatehouse: from revision base"),
                           HasSubstr("INSERT INTO schema_revisions")));
  EXPECT_EQ(db({"current"}), 0);
  EXPECT_EQ(out(), "base\n");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "data"));
}

TEST_F(DbCommandLine, PrintsSqlFromWhereTheDatabaseStands) {
  ASSERT_EQ(db({"upgrade"}), 0);
  ASSERT_EQ(db({"revision", "-m", "empty"}), 0);
  EXPECT_EQ(db({"upgrade", "--sql"}), 0);
  EXPECT_THAT(out(), AllOf(HasSubstr(": empty"), Not(HasSubstr("CREATE TABLE"))));
  EXPECT_EQ(db({"downgrade", "--sql"}), 0);
  EXPECT_THAT(out(), HasSubstr("-- downgrade "));
  EXPECT_EQ(db({"upgrade", "--sql", "base:head"}), 0);
  EXPECT_THAT(out(), HasSubstr("CREATE TABLE"));
}

TEST_F(DbCommandLine, PrintsSqlFromTheBaseWhereTheDatabaseCannotBeAsked) {
  settings_.database.url = "postgresql://nobody@127.0.0.1:1/none";
  EXPECT_EQ(db({"upgrade", "--sql"}), 0);
  EXPECT_THAT(out(), AllOf(StartsWith("-- gatehouse: from revision base"), HasSubstr("postgresql")));
  EXPECT_THAT(err(), HasSubstr("cannot be asked"));
  EXPECT_EQ(db({"current"}), 1);
}

TEST_F(DbCommandLine, ShowsTheHistoryTheLatestFirst) {
  ASSERT_EQ(db({"revision", "-m", "the last"}), 0);
  EXPECT_EQ(db({"history"}), 0);
  EXPECT_THAT(out().substr(0, out().find('\n')), HasSubstr("(head), the last"));
}

TEST_F(DbCommandLine, StampsWithoutRunning) {
  EXPECT_EQ(db({"stamp", "head"}), 0);
  EXPECT_THAT(out(), HasSubstr("(head)"));
  EXPECT_EQ(db({"current"}), 0);
  EXPECT_THAT(out(), HasSubstr("(head)"));
}

TEST_F(DbCommandLine, TellsUsageFromFailure) {
  EXPECT_EQ(db({"nonsense"}), 2);
  EXPECT_THAT(err(), AllOf(HasSubstr("nonsense"), HasSubstr("Usage:")));
  EXPECT_EQ(db({"upgrade", "9999"}), 1);
  EXPECT_THAT(err(), HasSubstr("There is no revision 9999"));
  EXPECT_EQ(db({"downgrade"}), 1);
  settings_.database.url = "mysql://x";
  EXPECT_EQ(db({"current"}), 2);
  EXPECT_EQ(db({"--help"}), 0);
}

TEST_F(DbCommandLine, RefusesTheWrongWay) {
  ASSERT_EQ(db({"upgrade"}), 0);
  ASSERT_EQ(db({"revision", "-m", "empty"}), 0);
  EXPECT_EQ(db({"upgrade", "-1"}), 2);
  EXPECT_EQ(db({"upgrade", "--sql", "head:base"}), 1);
  EXPECT_THAT(err(), HasSubstr("the way leads down"));
  EXPECT_EQ(db({"downgrade", "--sql", "base:head"}), 1);
  ASSERT_EQ(db({"upgrade"}), 0);
  EXPECT_EQ(db({"upgrade", "0001"}), 1);
  EXPECT_THAT(err(), HasSubstr("Revision 0001 is below"));
}

TEST_F(DbCommandLine, TellsOfARevisionOnceItIsKept) {
  std::ofstream(settings_.migrations_dir / "0001_broken.sql")
      << "-- gatehouse revision\n-- revision: 0001\n-- revises: base\n-- message: broken\n-- created: x\n"
         "-- upgrade\nINSERT INTO nowhere VALUES (1);\n-- downgrade\n";
  EXPECT_EQ(db({"upgrade"}), 1);
  EXPECT_EQ(out(), "");
}

TEST_F(DbCommandLine, WarnsOfAFileThatIsNamedLikeARevisionAndIsNone) {
  std::ofstream(settings_.migrations_dir / "0009_add_pears.sql") << "CREATE TABLE pears (id BIGINT);";
  std::ofstream(settings_.migrations_dir / "notes.sql") << "SELECT 1;";
  EXPECT_EQ(db({"current"}), 0);
  EXPECT_THAT(err(), AllOf(HasSubstr("0009_add_pears.sql"), HasSubstr("`-- gatehouse revision`"),
                           Not(HasSubstr("notes.sql"))));
}

TEST_F(DbCommandLine, RefusesAFolderThatIsNotThereUnlessItWritesOne) {
  settings_.migrations_dir = folder_ / "misspelt";
  EXPECT_EQ(db({"upgrade"}), 1);
  EXPECT_THAT(err(), HasSubstr("misspelt"));
  EXPECT_EQ(db({"revision", "-m", "first"}), 0);
  EXPECT_EQ(db({"history"}), 0);
}

TEST_F(DbCommandLine, NamesTheFileOfABrokenRevision) {
  std::ofstream(settings_.migrations_dir / "0002_broken.sql") << "-- gatehouse revision\n";
  EXPECT_EQ(db({"current"}), 1);
  EXPECT_THAT(err(), HasSubstr("0002_broken.sql"));
}

}  // namespace
}  // namespace gatehouse::server
