#include "server/commands/audit_arguments.hpp"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using Words = std::vector<std::string>;

TEST(AuditArguments, AreTheCommandAlone) {
  EXPECT_EQ(parse_audit_arguments({"verify"})->command, AuditCommand::verify);
  EXPECT_EQ(parse_audit_arguments({"list"})->last, 100);
  EXPECT_EQ(parse_audit_arguments({"restart"})->command, AuditCommand::restart);
}

TEST(AuditArguments, TakeTheirOptions) {
  const auto verify = parse_audit_arguments({"verify", "--head", "17:aB-_"});
  ASSERT_TRUE(verify && verify->head);
  EXPECT_EQ(verify->head->position, 17);
  EXPECT_EQ(verify->head->hash, "aB-_");
  const auto list = parse_audit_arguments({"list", "--user=7", "--since", "2h", "--last", "5"});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->user, UserId{7});
  EXPECT_EQ(list->since, std::chrono::hours{2});
  EXPECT_EQ(list->last, 5);
}

TEST(AuditArguments, RefuseWhatTheyDoNotUnderstand) {
  for (const Words& words :
       {Words{}, Words{"verfy"}, Words{"verify", "x"}, Words{"verify", "--user", "7"},
        Words{"list", "--head", "1:x"}, Words{"restart", "--last", "1"}, Words{"verify", "--head"},
        Words{"verify", "--head", "17"}, Words{"verify", "--head", "0:x"}, Words{"verify", "--head", "17:"},
        Words{"list", "--user", "01"}, Words{"list", "--since", "yesterday"}, Words{"list", "--last", "0"},
        Words{"list", "--last", "100001"}, Words{"list", "--last", "1", "--last=2"},
        Words{"verify", "--head", "1:x", "--head", "2:y"}}) {
    EXPECT_FALSE(parse_audit_arguments(words)) << (words.empty() ? "nothing" : words.back());
  }
}

}  // namespace
}  // namespace gatehouse::server
