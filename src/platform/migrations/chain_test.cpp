#include "platform/migrations/chain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/migrations/refused.hpp"
#include "tests/support/migrations/revisions.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

RevisionFile file(int number, const std::string& slug = "x", const std::string& up = "SELECT 1;") {
  return testing::revision_file(number, up, "SELECT 2;", slug);
}

RevisionFile revising(RevisionFile file, const std::string& other) {
  const std::size_t at = file.content.find("revises: ") + 9;
  file.content.replace(at, 4, other);
  return file;
}

std::string fault_of(const std::vector<RevisionFile>& files) {
  try {
    Chain::of({}, files);
  } catch (const Refused& refused) {
    return refused.what();
  }
  return "none";
}

TEST(Chain, OrdersWhatIsBuiltInAndWhatIsFound) {
  const Chain chain = Chain::of({file(1), file(2)}, {file(4), file(3)});
  ASSERT_EQ(chain.size(), 4u);
  EXPECT_EQ(chain.head(), "0004");
  EXPECT_EQ(chain.revisions()[2].id, "0003");
  EXPECT_EQ(Chain::of({}, {}).head(), "base");
}

TEST(Chain, PrefersTheFileThatWasFound) {
  const Chain chain = Chain::of({file(1, "old")}, {file(1, "new", "SELECT 7;")});
  ASSERT_EQ(chain.size(), 1u);
  EXPECT_EQ(chain.revisions()[0].file, "migrations/0001_new.sql");
}

TEST(Chain, RefusesOneIdTwice) {
  EXPECT_THAT(fault_of({file(1, "a"), file(1, "b")}),
              AllOf(HasSubstr("0001_a.sql"), HasSubstr("0001_b.sql")));
}

TEST(Chain, RefusesAGap) {
  EXPECT_THAT(fault_of({file(1), file(3)}), HasSubstr("revises 0002, which no file has"));
}

TEST(Chain, RefusesTwoHeads) {
  EXPECT_THAT(fault_of({file(1), file(2, "a"), revising(file(3, "b"), "0001")}),
              AllOf(HasSubstr("two heads"), HasSubstr("0002_a.sql"), HasSubstr("0003_b.sql")));
}

TEST(Chain, RefusesACircle) {
  EXPECT_THAT(fault_of({revising(file(1), "0002"), file(2)}), HasSubstr("0001_x.sql revises 0002"));
}

TEST(Chain, FindsTargetsAsTheyAreTyped) {
  const Chain chain = Chain::of({file(1), file(2), file(3)}, {});
  EXPECT_EQ(chain.target("head", 1), 3u);
  EXPECT_EQ(chain.target("base", 1), 0u);
  EXPECT_EQ(chain.target("0002", 0), 2u);
  EXPECT_EQ(chain.target("2", 0), 2u);
  EXPECT_EQ(chain.target("+2", 1), 3u);
  EXPECT_EQ(chain.target("-1", 3), 2u);
  for (const char* wrong : {"+3", "-2", "0004", "4", "x", "+", "-x", "+-1", "", "00002"}) {
    EXPECT_THROW((void)chain.target(wrong, 1), Refused) << wrong;
  }
}

}  // namespace
}  // namespace gatehouse::migrations
