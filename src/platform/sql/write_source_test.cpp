// Work that the one thread that writes to SQLite fetches for itself.
#include "platform/sql/write_source.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "kernel/unavailable.hpp"
#include "platform/sql/database.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

/// Writes the rows it is given, and tells how each round ended.
class Rounds final : public WriteSource {
 public:
  explicit Rounds(Database& database) : database_(database) {}

  std::future<std::exception_ptr> add(int row) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(row);
    ended_ = {};
    auto ended = ended_.get_future();
    return ended;
  }

  std::size_t take(std::size_t most) override {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty() && taken_.size() < most) {
      taken_.push_back(waiting_.back());
      waiting_.pop_back();
    }
    return taken_.size();
  }

  void run(FunctionRef<void()> after_each) override {
    for (const int row : taken_) {
      database_.write(
          [&](Connection& c) { return c.execute("INSERT INTO rows VALUES ($1)", {std::int64_t{row}}); });
      try {
        database_.write([&](Connection& c) -> int {
          c.execute("INSERT INTO rows VALUES ($1)", {std::int64_t{-row}});
          throw std::runtime_error("a part that fails");
        });
      } catch (const std::runtime_error&) {
      }
      after_each();
    }
  }

  void conclude(const std::exception_ptr& failure) override {
    const std::lock_guard lock(mutex_);
    if (std::exchange(taken_, {}).empty()) return;
    ended_.set_value(failure);
  }

 private:
  Database& database_;
  std::mutex mutex_;
  std::vector<int> waiting_;
  std::vector<int> taken_;
  std::promise<std::exception_ptr> ended_;
};

class SqliteWriteSource : public ::testing::Test {
 protected:
  SqliteWriteSource() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE rows (row INTEGER)");
      return 0;
    });
    database->serve(&source);
  }
  ~SqliteWriteSource() override { database->serve(nullptr); }

  std::int64_t sum() {
    return database->read(
        [](Connection& c) { return c.query("SELECT coalesce(sum(row), 0) FROM rows").front().integer(0); });
  }

  ::gatehouse::testing::FreshDatabase database{Dialect::sqlite};
  const std::filesystem::path file = database.url().substr(std::string_view("sqlite:").size());
  Rounds source{*database};
};

TEST_F(SqliteWriteSource, IsToldOnceItsWorkIsKeptWithoutWhatFailedByItself) {
  auto ended = source.add(7);
  database->work_arrived();
  EXPECT_EQ(ended.get(), nullptr);
  EXPECT_EQ(sum(), 7);
}

TEST_F(SqliteWriteSource, SharesItsCommitWithAWriteThatRefuses) {
  auto ended = source.add(7);
  const auto refused = database->run([&]() -> Result<int> {
    database->write([](Connection& c) { return c.execute("INSERT INTO rows VALUES (1000)"); });
    return refuse(ErrorCode{Fault::conflict, "no", "No"});
  });
  EXPECT_FALSE(refused);
  database->work_arrived();
  EXPECT_EQ(ended.get(), nullptr);
  EXPECT_EQ(sum(), 7) << "what was refused is not kept by others' commit";
}

TEST_F(SqliteWriteSource, IsToldWhereItsWorkCannotBeKept) {
  database->write([](Connection&) { return 0; });  // the round that began with the source is over
  std::filesystem::rename(file, file.string() + ".away");
  auto ended = source.add(7);
  database->work_arrived();
  const std::exception_ptr failure = ended.get();
  ASSERT_NE(failure, nullptr);
  EXPECT_THROW(std::rethrow_exception(failure), Unavailable);
  std::filesystem::rename(file.string() + ".away", file);
  auto again = source.add(8);
  database->work_arrived();
  EXPECT_EQ(again.get(), nullptr);
  EXPECT_EQ(sum(), 8);
}

}  // namespace
}  // namespace gatehouse::sql
