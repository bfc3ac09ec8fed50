#include "platform/crypto/random.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::crypto {
namespace {

TEST(Random, GivesAsManyOctetsAsAsked) {
  EXPECT_EQ(random_octets(0), "");
  EXPECT_EQ(random_octets(33).size(), 33U);
}

TEST(Random, TokensAreBase64UrlAndDoNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_token(16));
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(from_base64url(*seen.begin())->size(), 16U);
}

constexpr std::size_t word = 16;

std::string many_words() {
  std::string words;
  for (int i = 0; i < 5'000; ++i) words += random_octets(word);
  return words;
}

/// As many words of another process, which was a copy of this one.
std::string words_of_a_child() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    const std::string words = many_words();
    const bool told = write(ends[1], words.data(), words.size()) == std::ssize(words);
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  std::string words(5'000 * word, '\0');
  std::size_t got = 0;
  while (got < words.size()) {
    const ssize_t part = read(ends[0], words.data() + got, words.size() - got);
    if (part <= 0) return {};
    got += static_cast<std::size_t>(part);
  }
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return words;
}

TEST(Random, RepeatsNothingInManyThreadsAndAfterAFork) {
  std::vector<std::string> drawn(12);
  for (std::size_t i = 0; i < 4; ++i) drawn[i] = words_of_a_child();
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 4; i < drawn.size(); ++i) threads.emplace_back([&, i] { drawn[i] = many_words(); });
  }
  std::set<std::string> seen;
  for (const std::string& words : drawn) {
    ASSERT_EQ(words.size(), 5'000 * word);
    for (std::size_t at = 0; at < words.size(); at += word) seen.insert(words.substr(at, word));
  }
  EXPECT_EQ(seen.size(), drawn.size() * 5'000);
}

// Attack case C13. With 9 degrees of freedom a fair generator is beyond 60 less than once in 10^8 runs.
TEST(Random, NumbersAreUniform) {
  constexpr int draws = 100'000;
  std::array<int, 10> counts{};
  for (int i = 0; i < draws; ++i) ++counts.at(random_below(1'000'000) / 100'000);
  double chi_squared = 0;
  for (const int count : counts)
    chi_squared += (count - draws / 10.0) * (count - draws / 10.0) / (draws / 10.0);
  EXPECT_LT(chi_squared, 60);
}

}  // namespace
}  // namespace gatehouse::crypto
