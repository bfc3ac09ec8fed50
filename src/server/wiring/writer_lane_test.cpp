#include "server/wiring/writer_lane.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>

#include "tests/support/fresh_database.hpp"

namespace gatehouse::server {
namespace {

using namespace std::chrono_literals;

class OnTheWriterLane : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  OnTheWriterLane() {
    database->write([](sql::Connection& c) {
      c.run("CREATE TABLE rows (row BIGINT)");
      return 0;
    });
  }

  std::int64_t rows() {
    return database->read(
        [](sql::Connection& c) { return c.query("SELECT count(*) FROM rows").front().integer(0); });
  }

  /// Adds a row; `gone` hears when the lane has let go of it.
  http::Lane::Job adding(std::promise<void>& gone) {
    const std::shared_ptr<void> held(nullptr, [&gone](void*) { gone.set_value(); });
    return {
        .run =
            [this, held] {
              database->write([](sql::Connection& c) { return c.execute("INSERT INTO rows VALUES (1)"); });
            },
        .refuse = [this, held] { ++refused; },
        .fail = [this](const std::exception_ptr&) { ++failed; }};
  }

  ::gatehouse::testing::FreshDatabase database{GetParam()};
  http::Lane apart{{.name = "data"}};
  std::atomic<int> refused = 0;
  std::atomic<int> failed = 0;
};

TEST_P(OnTheWriterLane, AJobIsLetGoOnceItIsKept) {
  WriterLane lane(*database, apart, 8, 5s);
  std::promise<void> gone;
  ASSERT_TRUE(lane.submit(adding(gone)));
  gone.get_future().wait();
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(refused + failed, 0);
}

TEST_P(OnTheWriterLane, AJobThatWaitedTooLongIsRefused) {
  WriterLane lane(*database, apart, 8, -1ms);  // everything has waited longer
  std::promise<void> gone;
  ASSERT_TRUE(lane.submit(adding(gone)));
  gone.get_future().wait();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(rows(), 0);
}

TEST_P(OnTheWriterLane, NothingIsTakenAfterItsEnd) {
  WriterLane lane(*database, apart, 8, 5s);
  lane.stop();
  std::promise<void> gone;
  EXPECT_FALSE(lane.submit(adding(gone)));
}

INSTANTIATE_TEST_SUITE_P(Databases, OnTheWriterLane,
                         ::testing::Values(sql::Dialect::sqlite, sql::Dialect::postgresql),
                         [](const auto& info) {
                           return info.param == sql::Dialect::sqlite ? "Sqlite" : "Postgresql";
                         });

class OnTheLaneOfSqlite : public OnTheWriterLane {};

TEST_P(OnTheLaneOfSqlite, AJobWhoseChangeIsLostHearsOfIt) {
  const std::filesystem::path file = database.url().substr(std::string_view("sqlite:").size());
  WriterLane lane(*database, apart, 8, 5s);
  database->write([](sql::Connection&) { return 0; });  // the round that began with the lane is over
  std::filesystem::rename(file, file.string() + ".away");
  std::promise<void> gone;
  ASSERT_TRUE(lane.submit(adding(gone)));
  gone.get_future().wait();
  EXPECT_EQ(failed, 1);
  std::filesystem::rename(file.string() + ".away", file);
  EXPECT_EQ(rows(), 0);
}

TEST_P(OnTheLaneOfSqlite, JobsBeyondItsQueueAreRefused) {
  std::promise<void> open;
  std::promise<void> gone_first;
  std::promise<void> gone_second;
  WriterLane lane(*database, apart, 1, 5s);
  std::promise<void> holding;
  ASSERT_TRUE(lane.submit({.run =
                               [&] {
                                 holding.set_value();
                                 open.get_future().wait();
                               },
                           .refuse = {}}));
  holding.get_future().wait();
  EXPECT_TRUE(lane.submit(adding(gone_first)));
  EXPECT_FALSE(lane.submit(adding(gone_second)));
  EXPECT_EQ(lane.status().depth, 1u);
  EXPECT_EQ(lane.status().running, 1u);
  EXPECT_EQ(lane.status().refused, 1u);
  open.set_value();
  gone_first.get_future().wait();
  EXPECT_EQ(rows(), 1);
}

INSTANTIATE_TEST_SUITE_P(Alone, OnTheLaneOfSqlite, ::testing::Values(sql::Dialect::sqlite));

class OnTheLaneOfPostgresql : public OnTheWriterLane {};

TEST_P(OnTheLaneOfPostgresql, AJobThatCannotShareRunsOnTheOtherLane) {
  WriterLane lane(*database, apart, 8, 5s);
  std::promise<void> gone;
  http::Lane::Job job = adding(gone);
  int runs = 0;
  job.run = [&, run = job.run] {
    ++runs;
    run();
    database->write([](sql::Connection& c) {
      c.run("SELECT 1");  // no short write
      return 0;
    });
  };
  ASSERT_TRUE(lane.submit(std::move(job)));
  gone.get_future().wait();
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(rows(), 1);
}

TEST_P(OnTheLaneOfPostgresql, AJobThatNoLaneTakesIsRefused) {
  apart.stop();
  WriterLane lane(*database, apart, 8, 5s);
  std::promise<void> gone;
  http::Lane::Job job = adding(gone);
  job.run = [held = job.run] { throw RunAgain{}; };
  ASSERT_TRUE(lane.submit(std::move(job)));
  gone.get_future().wait();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(rows(), 0);
}

INSTANTIATE_TEST_SUITE_P(Alone, OnTheLaneOfPostgresql, ::testing::Values(sql::Dialect::postgresql));

}  // namespace
}  // namespace gatehouse::server
