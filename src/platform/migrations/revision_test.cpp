#include "platform/migrations/revision.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto sqlite = sql::Dialect::sqlite;
constexpr auto postgresql = sql::Dialect::postgresql;

const std::string header =
    "-- gatehouse revision\n-- revision: 0002\n-- revises: 0001\n-- message: add: a locale\n"
    "-- created: 2026-11-22T09:30:00.125Z\n\n";

Revision parse(const std::string& content) { return parse_revision({"migrations/0002_x.sql", content}); }

std::string fault_of(const std::string& content) {
  try {
    parse(content);
  } catch (const Refused& refused) {
    return refused.what();
  }
  return "none";
}

TEST(ParseRevision, ReadsHeaderAndSections) {
  const Revision revision = parse(header + R"(-- upgrade sqlite
SELECT 1; -- with a remark
SELECT ';';
-- downgrade sqlite
-- upgrade postgresql
DO $$ a; b $$;
-- downgrade postgresql
SELECT 4
)");
  EXPECT_EQ(revision.id, "0002");
  EXPECT_EQ(revision.revises, "0001");
  EXPECT_EQ(revision.message, "add: a locale");
  EXPECT_EQ(revision.created, "2026-11-22T09:30:00.125Z");
  EXPECT_THAT(revision.statements(Direction::upgrade, sqlite), ElementsAre("SELECT 1", "SELECT ';'"));
  EXPECT_THAT(revision.statements(Direction::downgrade, sqlite), IsEmpty());
  EXPECT_THAT(revision.statements(Direction::upgrade, postgresql), ElementsAre("DO $$ a; b $$"));
  EXPECT_THAT(revision.statements(Direction::downgrade, postgresql), ElementsAre("SELECT 4"));
}

TEST(ParseRevision, TakesOneSectionForBothDatabases) {
  const Revision revision = parse(header + "-- upgrade\nSELECT 1;\n-- downgrade\nSELECT 2;\n");
  for (const auto dialect : {sqlite, postgresql}) {
    EXPECT_THAT(revision.statements(Direction::upgrade, dialect), ElementsAre("SELECT 1"));
    EXPECT_THAT(revision.statements(Direction::downgrade, dialect), ElementsAre("SELECT 2"));
  }
}

TEST(ParseRevision, ReadsLinesThatEndAsOnWindows) {
  std::string content = header + "-- upgrade\nSELECT 1;\n-- downgrade\n";
  const std::string checksum = parse(content).checksum;
  for (std::size_t at = 0; (at = content.find('\n', at)) != std::string::npos; at += 2)
    content.replace(at, 1, "\r\n");
  EXPECT_EQ(parse(content).checksum, checksum);
  EXPECT_EQ(parse(content).id, "0002");
  EXPECT_NE(parse(content + " ").checksum, checksum);
}

TEST(ParseRevision, LeavesCommentsThatAreNoTitlesAlone) {
  const Revision revision =
      parse(header + "-- upgrade\n-- upgrade the locale of all\nSELECT 1;\n-- downgrade\n");
  EXPECT_THAT(revision.statements(Direction::upgrade, sqlite), ElementsAre("SELECT 1"));
}

TEST(ParseRevision, NamesTheFileAndWhatIsWrongWithIt) {
  const std::string both = "-- upgrade\n-- downgrade\n";
  EXPECT_THAT(fault_of("-- gatehouse revision\n-- revision: 0002\n" + both),
              AllOf(HasSubstr("migrations/0002_x.sql"), HasSubstr("revises")));
  EXPECT_THAT(
      fault_of("-- gatehouse revision\n-- revision: 2\n-- revises: base\n-- message: x\n-- created: y\n" +
               both),
      HasSubstr("four digits"));
  EXPECT_THAT(
      fault_of("-- gatehouse revision\n-- revision: 0003\n-- revises: base\n-- message: x\n-- created: y\n" +
               both),
      HasSubstr("its name another"));
  EXPECT_THAT(fault_of(header + "-- upgrade\n"), HasSubstr("no section `-- downgrade sqlite`"));
  EXPECT_THAT(fault_of(header + both + "-- upgrade\n"), HasSubstr("twice"));
  EXPECT_THAT(fault_of(header + both + "-- upgrade sqlite\n"), HasSubstr("both"));
  EXPECT_THAT(fault_of(header + "-- upgrade postgres\nSELECT 1;\n-- downgrade\n"),
              HasSubstr("names no database"));
  EXPECT_THAT(fault_of(header + "SELECT 1;\n" + both), HasSubstr("before the first section"));
  EXPECT_THAT(fault_of(header + "-- upgrade\nSELECT 'a;\n-- downgrade\n"), HasSubstr("never closed"));
  EXPECT_THAT(fault_of(header + "-- upgrade\nSELECT 1; COMMIT;\n-- downgrade\n"),
              HasSubstr("take out `COMMIT`"));
}

TEST(IsRevision, GoesByNameAndFirstLine) {
  EXPECT_TRUE(is_revision("0001_x.sql", header));
  EXPECT_TRUE(is_revision("0001_x.sql", "-- gatehouse revision\r\n"));
  EXPECT_FALSE(is_revision("1_x.sql", header));
  EXPECT_FALSE(is_revision("0001_x.txt", header));
  EXPECT_FALSE(is_revision("0001_x.sql", "CREATE TABLE x (y);"));
}

}  // namespace
}  // namespace gatehouse::migrations
