// PostgreSQL that cannot serve now, and heals.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "kernel/unavailable.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

class PostgresqlOutage : public ::testing::Test {
 protected:
  PostgresqlOutage() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE rows (id BIGINT GENERATED ALWAYS AS IDENTITY, note TEXT)");
      return 0;
    });
  }
  static void kill_all_but(Connection& mine) {
    mine.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }
  void kill_all_of_the_database() {
    const auto other = Database::open(testing::patient(database.url()));
    other->read([](Connection& c) {
      kill_all_but(c);
      return 0;
    });
  }
  static void add(Connection& c) { c.execute("INSERT INTO rows (note) VALUES ('a')"); }
  std::int64_t rows() {
    return database->read(
        [](Connection& c) { return c.query("SELECT count(*) FROM rows").front().integer(0); });
  }

  testing::FreshDatabase database{Dialect::postgresql};
};

TEST_F(PostgresqlOutage, IsNotNoticedWhereOnlyIdleConnectionsDied) {
  kill_all_of_the_database();
  EXPECT_EQ(rows(), 0);
  kill_all_of_the_database();
  database->write([](Connection& c) {
    add(c);
    return 0;
  });
  EXPECT_EQ(rows(), 1);
}

TEST_F(PostgresqlOutage, InTheMiddleOfAWriteRunsItAgainOnceAsNothingOfItWasKept) {
  int runs = 0;
  database->write([&](Connection& c) {
    add(c);
    if (++runs == 1) kill_all_of_the_database();
    add(c);
    return 0;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(rows(), 2);
}

TEST_F(PostgresqlOutage, ThatComesAgainIsTold) {
  int runs = 0;
  EXPECT_THROW(database->write([&](Connection& c) {
    ++runs;
    kill_all_of_the_database();
    add(c);
    return 0;
  }),
               Unavailable);
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(rows(), 0);
}

TEST_F(PostgresqlOutage, InTheCommitIsToldAndNotTriedAgain) {
  database->write([](Connection& c) {
    c.run(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
    c.run(
        "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON rows DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION die()");
    return 0;
  });
  int runs = 0;
  EXPECT_THROW(database->write([&](Connection& c) {
    ++runs;
    add(c);
    return 0;
  }),
               Unavailable);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(rows(), 0);
}

TEST_F(PostgresqlOutage, SlowStatementsAndLocksEndInTime) {
  const auto strict = Database::open({.url = database.url(), .wait = 50ms, .statement_timeout = 300ms});
  EXPECT_THROW(strict->read([](Connection& c) { return c.query("SELECT pg_sleep(60)"); }), Unavailable);
  EXPECT_EQ(
      database
          ->read([](Connection& c) {
            return c.query(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' "
                "AND query LIKE 'SELECT pg_sleep%'");
          })
          .size(),
      0U)
      << "the server has ended it too";
  database->write([&](Connection& c) {
    c.run("LOCK TABLE rows IN ACCESS EXCLUSIVE MODE");
    EXPECT_THROW(strict->read([](Connection& other) { return other.query("SELECT id FROM rows"); }),
                 Unavailable);
    return 0;
  });
  EXPECT_EQ(strict->read([](Connection& c) { return c.query("SELECT id FROM rows").size(); }), 0U);
}

std::string refusal(const std::string& url) {
  try {
    Database::open({.url = url});
  } catch (const std::exception& fault) {
    return fault.what();
  }
  return "";
}

TEST(PostgresqlAtTheStart, TellsTheOperatorWhyItCannotBeReachedButNoPassword) {
  const std::string words = refusal("postgresql://me:secret@127.0.0.1:1/db");
  EXPECT_THAT(words, HasSubstr("port 1"));
  EXPECT_THAT(words, Not(HasSubstr("secret")));
}

TEST(PostgresqlAtTheStart, DoesNotWaitForAServerThatIsSilent) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 8), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  // Who waits for longer than that is told by the end of the connection.
  std::jthread ends([&](const std::stop_token& stop) {
    for (int tries = 0; tries < 300 && !stop.stop_requested(); ++tries) std::this_thread::sleep_for(100ms);
    ::shutdown(listener, SHUT_RDWR);
  });
  EXPECT_THAT(refusal("postgresql://me@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/db"),
              HasSubstr("timeout expired"));
  ends = {};
  ::close(listener);
}

/// A standby says so of itself in the same way.
TEST(PostgresqlAtTheStart, TakesNoServerThatOnlyReads) {
  const testing::FreshDatabase database(Dialect::postgresql);
  database->write([](Connection& c) {
    c.run(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', "
        "current_database()); END $$");
    return 0;
  });
  EXPECT_THAT(refusal(database.url()), HasSubstr("read-only"));
}

TEST(PostgresqlAtTheStart, TakesNoDatabaseOfAnotherEncoding) {
  const testing::FreshDatabase database(Dialect::postgresql);
  std::string url = database.url();
  const std::size_t path = url.find('/', url.find("://") + 3) + 1;
  const std::string name = url.substr(path, url.find('?') - path) + "_ascii";
  url.replace(path, name.size() - std::string_view("_ascii").size(), name);
  const auto administer = [&](const std::string& statement) {
    database->read([&](Connection& c) {
      c.run(statement);
      return 0;
    });
  };
  administer("CREATE DATABASE " + name +
             " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  EXPECT_THAT(refusal(url), HasSubstr("does not store UTF-8"));
  administer("DROP DATABASE " + name + " WITH (FORCE)");
}

}  // namespace
}  // namespace gatehouse::sql
