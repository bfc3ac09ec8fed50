// What every table of signing keys must keep, on both databases and in memory.

#include <gtest/gtest.h>

#include <memory>

#include "auth/adapters/sql_signing_keys.hpp"
#include "auth/adapters/tables.hpp"
#include "tests/support/auth/memory_signing_keys.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::hours;
using testing::FreshDatabase;

class KeysContract : public ::testing::TestWithParam<const char*> {
 protected:
  KeysContract() {
    if (GetParam() == std::string_view("memory")) {
      keys_ = std::make_unique<testing::MemorySigningKeys>();
      return;
    }
    const bool sqlite = GetParam() == std::string_view("sqlite");
    database_ =
        std::make_unique<FreshDatabase>(sqlite ? sql::Dialect::sqlite : sql::Dialect::postgresql, tables());
    keys_ = std::make_unique<SqlSigningKeys>(**database_);
  }

  void add(std::int64_t generation) { keys_->add(forge_.make("EdDSA"), generation, now_, now_ + hours{1}); }

  KeyRecord key(std::string kid, std::int64_t generation) const {
    return {.kid = std::move(kid),
            .algorithm = "EdDSA",
            .generation = generation,
            .created_at = now_,
            .signs_from = now_ + hours{1}};
  }

  const Time now_ = testing::ManualClock().now();
  testing::NumberedKeys forge_;
  std::unique_ptr<FreshDatabase> database_;
  std::unique_ptr<SigningKeyStore> keys_;
};

TEST_P(KeysContract, GivesBackWhatWasAddedInOrder) {
  EXPECT_EQ(keys_->all(), KeyRing{});
  add(1);
  add(2);
  EXPECT_EQ(keys_->all(), (KeyRing{key("EdDSA-1", 1), key("EdDSA-2", 2)}));
}

TEST_P(KeysContract, SetsARetirementAndTakesItBack) {
  add(1);
  add(2);
  keys_->set_retirement("EdDSA-1", now_);
  EXPECT_EQ(keys_->all()[0].retires_at, now_);
  EXPECT_EQ(keys_->all()[1].retires_at, std::nullopt);
  keys_->set_retirement("EdDSA-1", std::nullopt);
  EXPECT_EQ(keys_->all()[0].retires_at, std::nullopt);
}

TEST_P(KeysContract, ErasesAPrivateHalf) {
  add(1);
  add(2);
  keys_->set_retirement("EdDSA-1", now_);
  keys_->erase("EdDSA-1");
  EXPECT_TRUE(keys_->all()[0].is_erased);
  EXPECT_FALSE(keys_->all()[1].is_erased);
}

TEST_P(KeysContract, ForgetsAKey) {
  add(1);
  add(2);
  keys_->forget("EdDSA-1");
  EXPECT_EQ(keys_->all(), KeyRing{key("EdDSA-2", 2)});
}

INSTANTIATE_TEST_SUITE_P(Keys, KeysContract, ::testing::Values("memory", "sqlite", "postgresql"),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace gatehouse::auth::adapters
