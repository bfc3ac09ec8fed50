#include "platform/audit/verify.hpp"

#include <gmock/gmock.h>

#include "tests/support/audit/kept_trail.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class VerifyingATrail : public ::testing::TestWithParam<sql::Dialect>, protected testing::KeptTrail {
 protected:
  VerifyingATrail() : KeptTrail(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Databases, VerifyingATrail, testing::both_dialects(), testing::dialect_name);

TEST_P(VerifyingATrail, FindsNothingWrongWithOneThatNobodyTouched) {
  EXPECT_EQ(verdict(), "intact");
  chained(7);
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(verification().events, 7);
  EXPECT_EQ(verification().marks.head.position, 7);
}

TEST_P(VerifyingATrail, WalksOnFromBatchToBatch) {
  chained(1203);
  EXPECT_EQ(verification().events, 1203);
  EXPECT_EQ(verdict(), "intact");
  by_hand("UPDATE audit_events SET at = at + 1 WHERE position = 1101");
  EXPECT_EQ(verdict(), "position 1101, id 1101, was changed or moved");
}

TEST_P(VerifyingATrail, NamesTheEventOfWhichAnyColumnWasChanged) {
  chained(5);
  for (const std::string change :
       {"at = at - 1", "what = 'sign_out'", "outcome = 'failure'", "user_id = 18", "user_id = NULL",
        "address = '203.0.113.8'", "address = NULL", "address = ''", "session_id = 's-2'",
        "session_id = NULL", "request_id = 'r-2'", "request_id = NULL", "hash = 'x'", "hash = NULL"}) {
    by_hand("CREATE TABLE kept AS SELECT * FROM audit_events WHERE position = 3");
    by_hand("UPDATE audit_events SET " + change + " WHERE position = 3");
    EXPECT_EQ(verdict(), "position 3, id 3, was changed or moved") << change;
    by_hand(
        "UPDATE audit_events SET (at, what, outcome, user_id, address, session_id, request_id, hash) = "
        "(SELECT at, what, outcome, user_id, address, session_id, request_id, hash FROM kept) "
        "WHERE position = 3");
    by_hand("DROP TABLE kept");
    ASSERT_EQ(verdict(), "intact");
  }
}

TEST_P(VerifyingATrail, NamesAnEventOfWhichTheIdWasChanged) {
  chained(5);
  if (GetParam() == sql::Dialect::sqlite) {
    by_hand("UPDATE audit_events SET id = 99 WHERE position = 3");
  } else {
    by_hand("ALTER TABLE audit_events ALTER COLUMN id DROP IDENTITY");
    by_hand("UPDATE audit_events SET id = 99 WHERE position = 3");
  }
  EXPECT_EQ(verdict(), "position 3, id 99, was changed or moved");
}

TEST_P(VerifyingATrail, NamesAnEventThatWasRemoved) {
  for (const int position : {3, 1, 5}) {
    testing::KeptTrail trail(GetParam());
    trail.chained(5);
    trail.by_hand("DELETE FROM audit_events WHERE position = " + std::to_string(position));
    EXPECT_EQ(trail.verdict(), "position " + std::to_string(position) + ", is missing");
  }
}

TEST_P(VerifyingATrail, NamesTheFirstOfTwoThatWereSwapped) {
  chained(5);
  by_hand("UPDATE audit_events SET position = 99 WHERE position = 2");
  by_hand("UPDATE audit_events SET position = 2 WHERE position = 4");
  by_hand("UPDATE audit_events SET position = 4 WHERE position = 99");
  EXPECT_EQ(verdict(), "position 2, id 4, was changed or moved");
}

TEST_P(VerifyingATrail, NamesTheFirstOfThoseThatWereMovedUpToCloseAGap) {
  chained(5);
  by_hand("DELETE FROM audit_events WHERE position = 2");
  for (const char* position : {"3", "4", "5"}) {
    by_hand(std::string("UPDATE audit_events SET position = position - 1 WHERE position = ") + position);
  }
  EXPECT_EQ(verdict(), "position 2, id 3, was changed or moved");
}

TEST_P(VerifyingATrail, NamesAForgedEventInTheMiddleAndAtTheEnd) {
  chained(5);
  by_hand(
      "INSERT INTO audit_events (at, what, outcome, position, hash) "
      "SELECT at, what, outcome, 6, hash FROM audit_events WHERE position = 5");
  EXPECT_THAT(verdict(), StartsWith("position 6, id 6, stands beyond the mark `head`"));
  by_hand("UPDATE audit_events SET position = 99 WHERE position = 3");
  by_hand("UPDATE audit_events SET position = 3 WHERE position = 6");
  EXPECT_EQ(verdict(), "position 3, id 6, was changed or moved");
}

TEST_P(VerifyingATrail, NamesAForgedEventBeforeTheFirst) {
  chained(3);
  by_hand(
      "INSERT INTO audit_events (at, what, outcome, position, hash) VALUES (0, 'sign_in', 'success', 0, "
      "'x')");
  EXPECT_THAT(verdict(), StartsWith("position 0, id 4, stands before the mark `tail`"));
}

TEST_P(VerifyingATrail, NamesAnEventAddedByHandBeforeAndAfterItGotItsPlace) {
  chained(2);
  by_hand("INSERT INTO audit_events (at, what, outcome, user_id) VALUES (1, 'sign_in', 'success', 17)");
  EXPECT_EQ(verdict(), "id 3, was added or changed by hand before it got its place");
  chained(2);
  EXPECT_EQ(verdict(), "position 3, id 3, was added or changed by hand before it got its place");
}

TEST_P(VerifyingATrail, NamesAnEventChangedByHandBeforeItGotItsPlace) {
  chained(2);
  record();
  by_hand("UPDATE audit_events SET user_id = 18 WHERE position IS NULL");
  EXPECT_EQ(verdict(), "id 3, was added or changed by hand before it got its place");
}

TEST_P(VerifyingATrail, FindsAnOlderHeadPutBack) {
  chained(2);
  by_hand("CREATE TABLE kept AS SELECT * FROM audit_marks");
  chained(3);
  by_hand("DELETE FROM audit_marks");
  by_hand("INSERT INTO audit_marks SELECT * FROM kept");
  EXPECT_THAT(verdict(), StartsWith("position 3, id 3, stands beyond the mark `head`"));
}

TEST_P(VerifyingATrail, FindsMarksThatWereChangedOrRemoved) {
  chained(3);
  by_hand("UPDATE audit_marks SET position = 2");
  EXPECT_EQ(verdict(), "the mark `head` was changed");
  by_hand("UPDATE audit_marks SET name = 'tail', position = 3");
  EXPECT_EQ(verdict(), "the mark `tail` was changed");
  by_hand("DELETE FROM audit_marks");
  EXPECT_EQ(verdict(), "the mark `head` is missing");
}

TEST_P(VerifyingATrail, NeedsAWitnessWhereAllOfItWasPutBack) {
  chained(3);
  by_hand("CREATE TABLE kept AS SELECT * FROM audit_marks");
  chained(2);
  const Mark witness = marks().head;
  EXPECT_EQ(verdict(witness), "intact");
  EXPECT_TRUE(verification(witness).witnessed);
  by_hand("DELETE FROM audit_events WHERE position > 3");
  by_hand("DELETE FROM audit_marks");
  by_hand("INSERT INTO audit_marks SELECT * FROM kept");
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(verdict(witness), "position 4, is missing: the witness knows of later events");
  chained(5);
  EXPECT_EQ(verdict(witness), "position 5, is another than the witness has seen");
}

TEST_P(VerifyingATrail, LetsYoungEventsWaitForTheirPlaceAndNamesOldOnes) {
  chained(2);
  record();
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(verification().waiting, 1);
  clock.advance(longest_wait);
  EXPECT_THAT(verdict(), StartsWith("id 3, still waits for its place"));
}

TEST_P(VerifyingATrail, FindsAnEventThatWasTakenOutOfTheChainAgain) {
  chained(3);
  by_hand("UPDATE audit_events SET position = NULL WHERE position = 2");
  EXPECT_EQ(verdict(), "position 2, is missing");
}

TEST_P(VerifyingATrail, BelievesNoOtherKey) {
  chained(3);
  const ChainKey other{crypto::SecretBytes(std::string(32, 'o'))};
  EXPECT_EQ(verify(*database, other, clock.now()).breach->what, "the mark `head` was changed");
}

TEST(VerifyingATrailOnSqlite, NamesAnEventThatCannotBeRead) {
  testing::KeptTrail trail(sql::Dialect::sqlite);
  trail.chained(5);
  trail.by_hand("UPDATE audit_events SET what = CAST(x'FF' AS TEXT) WHERE position = 4");
  EXPECT_EQ(trail.verdict(), "position 4, id 4, was changed: it cannot be read");
  trail.by_hand("DELETE FROM audit_events WHERE position = 4");
  trail.by_hand("INSERT INTO audit_events (at, what, outcome) VALUES (1, CAST(x'FF' AS TEXT), '')");
  EXPECT_EQ(trail.verdict(), "position 4, is missing");
}

}  // namespace
}  // namespace gatehouse::audit
