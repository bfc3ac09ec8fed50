#include "platform/files/owner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace gatehouse::files {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

constexpr uid_t nobody = 65534;
constexpr uid_t nameless = 3'999'999'999;

struct stat found(uid_t owner, mode_t mode) {
  struct stat made{};
  made.st_uid = owner;
  made.st_gid = ::getegid();
  made.st_mode = mode;
  return made;
}

TEST(Owner, IsCalledByNameWhereThereIsOne) {
  EXPECT_EQ(name_of_user(0), "user root");
  EXPECT_EQ(name_of_user(nameless), "user 3999999999");
}

TEST(Owner, IsWhoRunsTheCommandAndKeepsTheFile) {
  EXPECT_THAT(belongs_to_another("a.db", nobody),
              AllOf(HasSubstr("belongs to user nobody"), HasSubstr("runuser -u nobody -- gatehouse"),
                    Not(HasSubstr("chown"))));
  EXPECT_THAT(belongs_to_another("a.db", nameless),
              AllOf(HasSubstr("setpriv --reuid=3999999999"), Not(HasSubstr("chown"))));
}

TEST(Owner, GivesBackWhatIsRoots) {
  EXPECT_THAT(belongs_to_another("a.db", 0),
              AllOf(HasSubstr("belongs to user root"),
                    HasSubstr("as root: chown " + std::to_string(::geteuid()) + " a.db")));
}

TEST(HandsOfOthers, AreNotThoseOfThisUserAndRoot) {
  for (const uid_t owner : {::geteuid(), uid_t{0}}) {
    EXPECT_EQ(in_hands_of_others("x", found(owner, S_IFDIR | 0755)), std::nullopt);
    EXPECT_EQ(in_hands_of_others("x", found(owner, S_IFLNK | 0777)), std::nullopt) << "the mode of all links";
    for (const mode_t mode : {0775U, 0757U, 0777U, 01777U}) {
      struct stat of_another_group = found(owner, S_IFDIR | mode);
      of_another_group.st_gid = ::getegid() + 1;
      EXPECT_THAT(in_hands_of_others("x", of_another_group),
                  Optional(HasSubstr("x can be written to by other users")));
    }
    EXPECT_EQ(in_hands_of_others("x", found(owner, S_IFDIR | 0775)), std::nullopt);
  }
  for (const mode_t kind : {mode_t{S_IFDIR}, mode_t{S_IFREG}, mode_t{S_IFLNK}}) {
    EXPECT_THAT(in_hands_of_others("x", found(nobody, kind | 0700)),
                Optional(HasSubstr("x belongs to user nobody")));
  }
}

}  // namespace
}  // namespace gatehouse::files
