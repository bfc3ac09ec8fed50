// Guesses that come together, on both databases: attack cases C01, C02 and C09.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "auth/adapters/keyed_code_hashes.hpp"
#include "auth/adapters/sql_verification_codes.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/app/issue_code.hpp"
#include "auth/app/verify_address.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr UserId kim{1};
constexpr const char* address = "kim@example.com";

/// Counts how many guesses are held against a real code.
class CountedHashes final : public CodeHashes {
 public:
  std::string hash(Purpose purpose, UserId user, std::string_view email_key,
                   const VerificationCode& code) override {
    return hashes_.hash(purpose, user, email_key, code);
  }
  bool equal(std::string_view a, std::string_view b) override {
    ++evaluated;
    return hashes_.equal(a, b);
  }

  std::atomic<int> evaluated{0};

 private:
  KeyedCodeHashes hashes_{crypto::SecretBytes(std::string(32, 'k'))};
};

class GuessingTogether : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  GuessingTogether() {
    accounts_.add(kim, address);
    issue_(kim, address);
  }

  std::string code() const { return mailer_.codes.back().code; }

  /// How many of the guesses, all made at once, verified the address.
  std::ptrdiff_t guess(const std::vector<std::string>& guesses) {
    std::vector<char> verified(guesses.size());
    {
      std::vector<std::jthread> guessers;
      constexpr std::size_t threads = 16;
      for (std::size_t first = 0; first < threads; ++first) {
        guessers.emplace_back([&, first] {
          for (std::size_t i = first; i < guesses.size(); i += threads) {
            verified[i] = verify_(kim, address, guesses[i], {}).has_value();
          }
        });
      }
    }
    return std::ranges::count(verified, char{1});
  }

  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  testing::CountingRandomness randomness_;
  CountedHashes hashes_;
  SqlVerificationCodes codes_{*database_};
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
  testing::RecordedAudit audit_;
  testing::FakeGuessLimits guess_limits_;
  VerifyAddress verify_{codes_, hashes_, accounts_, guess_limits_, *database_, audit_, clock_};
};

TEST_P(GuessingTogether, SucceedsOnceWithTheRightCodeTwice) {
  EXPECT_EQ(guess({code(), code()}), 1);
  EXPECT_EQ(accounts_.confirmations(), 1);
}

TEST_P(GuessingTogether, SucceedsOnceWithTheRightCodeSixtyFourTimes) {
  EXPECT_EQ(guess(std::vector<std::string>(64, code())), 1);
  EXPECT_EQ(accounts_.confirmations(), 1);
}

TEST_P(GuessingTogether, IsEvaluatedFiveTimesAtMost) {
  std::vector<std::string> guesses;
  for (std::uint32_t i = 0; i < 200; ++i)
    guesses.push_back(VerificationCode::from_number(500'000 + i).text());
  EXPECT_EQ(guess(guesses), 0);
  EXPECT_EQ(hashes_.evaluated, 5);
  EXPECT_EQ(guess({code()}), 0) << "the right code came too late";
}

TEST_P(GuessingTogether, NeverSucceedsTwiceWithTheRightCodeAmongTwoHundred) {
  std::vector<std::string> guesses(200, "500000");
  guesses[100] = code();
  EXPECT_LE(guess(guesses), 1);
  EXPECT_LE(hashes_.evaluated, 5);
}

TEST_P(GuessingTogether, KeepsAttemptsOfWrongGuessesOneAfterTheOther) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess({"999999"}), 0);
  EXPECT_EQ(guess({code()}), 0);
}

INSTANTIATE_TEST_SUITE_P(Codes, GuessingTogether,
                         ::testing::Values(sql::Dialect::sqlite, sql::Dialect::postgresql),
                         [](const auto& instance) {
                           return instance.param == sql::Dialect::sqlite ? "sqlite" : "postgresql";
                         });

}  // namespace
}  // namespace gatehouse::auth::adapters
