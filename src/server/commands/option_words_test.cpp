#include "server/commands/option_words.hpp"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using Words = std::vector<std::string>;

auto read(const Words& words) { return read_option_words(words, {{"--from"}, {"--to"}, {"--force", true}}); }

TEST(OptionWords, AreReadInTheirOrder) {
  const auto given = read({"--to=b", "--force", "--from", "a"});
  ASSERT_TRUE(given);
  EXPECT_EQ(*given, (std::vector<GivenWord>{{"--to", "b"}, {"--force", ""}, {"--from", "a"}}));
}

TEST(OptionWords, AreGivenOnce) {
  const auto all = {Words{"--from", "a", "--from", "b"}, Words{"--from=a", "--from=a"},
                    Words{"--from", "a", "--to", "b", "--from", "c"}};
  for (const Words& words : all) {
    const auto given = read(words);
    ASSERT_FALSE(given);
    EXPECT_EQ(given.error(), "--from is given twice");
  }
  EXPECT_EQ(read({"--force", "--force"}).error(), "--force is given twice");
}

TEST(OptionWords, AreKnownAndHaveTheirValues) {
  const auto all = {Words{"--form", "a"}, Words{"a"}, Words{"--from"}, Words{"--force=yes"}};
  for (const Words& words : all) EXPECT_FALSE(read(words)) << words.front();
}

}  // namespace
}  // namespace gatehouse::server
