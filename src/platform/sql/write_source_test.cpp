// Work that the one thread that writes to SQLite fetches for itself.
#include "platform/sql/write_source.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <latch>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "kernel/unavailable.hpp"
#include "platform/sql/testing_pieces.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

class SqliteWriteSource : public ::testing::Test {
 protected:
  SqliteWriteSource() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE rows (row INTEGER)");
      return 0;
    });
    pieces.emplace(*database);
  }

  /// Writes a row, and another one in a part that fails.
  testing::Pieces::Piece piece(std::int64_t row) {
    return [this, row] {
      database->write([&](Connection& c) { return c.execute("INSERT INTO rows VALUES ($1)", {row}); });
      try {
        database->write([&](Connection& c) -> int {
          c.execute("INSERT INTO rows VALUES ($1)", {-row});
          throw std::runtime_error("a part that fails");
        });
      } catch (const std::runtime_error&) {
      }
    };
  }

  std::int64_t sum() {
    return database->read(
        [](Connection& c) { return c.query("SELECT coalesce(sum(row), 0) FROM rows").front().integer(0); });
  }

  ::gatehouse::testing::FreshDatabase database{Dialect::sqlite};
  const std::filesystem::path file = database.url().substr(std::string_view("sqlite:").size());
  std::optional<testing::Pieces> pieces;
};

TEST_F(SqliteWriteSource, IsToldOnceItsWorkIsKeptWithoutWhatFailedByItself) {
  EXPECT_FALSE(pieces->run({piece(7), piece(8)}).failure);
  EXPECT_EQ(sum(), 15);
}

TEST_F(SqliteWriteSource, SharesItsCommitWithAWriteThatRefuses) {
  auto ended = pieces->begin({piece(7)});
  const auto refused = database->run([&]() -> Result<int> {
    database->write([](Connection& c) { return c.execute("INSERT INTO rows VALUES (1000)"); });
    return refuse(ErrorCode{Fault::conflict, "no", "No"});
  });
  EXPECT_FALSE(refused);
  EXPECT_FALSE(ended.get().failure);
  EXPECT_EQ(sum(), 7) << "what was refused is not kept by others' commit";
}

TEST_F(SqliteWriteSource, HidesAWriteThatIsUndoneFromTheNextOfItsGroup) {
  const auto leave_one = [&](bool fails) {
    return database->write([&](Connection& c) {
      const auto added =
          c.execute("INSERT INTO rows SELECT 5 WHERE NOT EXISTS (SELECT 1 FROM rows WHERE row = 5)");
      if (fails) throw std::runtime_error("a write that fails");
      return added;
    });
  };
  std::latch holding(1);
  bool held = false;
  std::jthread holder([&] {  // so that both share a commit; which is run again, with this in it
    database->write([&](Connection&) {
      if (std::exchange(held, true)) return 0;
      holding.count_down();
      while (database->status().waiting < 2) std::this_thread::yield();
      return 0;
    });
  });
  holding.wait();
  std::jthread failing([&] { EXPECT_THROW(leave_one(true), std::runtime_error); });
  while (database->status().waiting == 0) std::this_thread::yield();
  EXPECT_EQ(leave_one(false), 1) << "it saw what was undone";
  EXPECT_EQ(sum(), 5);
}

TEST_F(SqliteWriteSource, IsToldWhereItsWorkCannotBeKept) {
  database->write([](Connection&) { return 0; });  // the round that began with the source is over
  std::filesystem::rename(file, file.string() + ".away");
  const std::exception_ptr failure = pieces->run({piece(7)}).failure;
  ASSERT_NE(failure, nullptr);
  EXPECT_THROW(std::rethrow_exception(failure), Unavailable);
  std::filesystem::rename(file.string() + ".away", file);
  EXPECT_FALSE(pieces->run({piece(8)}).failure);
  EXPECT_EQ(sum(), 8);
}

}  // namespace
}  // namespace gatehouse::sql
