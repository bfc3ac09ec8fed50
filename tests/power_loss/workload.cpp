#include "tests/power_loss/workload.hpp"

#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "platform/sql/testing_pieces.hpp"

namespace gatehouse::testing {
namespace {

constexpr std::int64_t writers = 4;
constexpr std::int64_t first_of_batch = 10;  // the writers whose writes a source hands over
constexpr std::int64_t batch = 3;
constexpr std::int64_t writes_of_each = 40;
constexpr std::int64_t kept_back = 8;  // older entries are deleted
constexpr std::int64_t set_up = -1;    // the writer of the tables
constexpr std::int64_t never = -2;     // the number of a write that is undone

/// A write can be known by its entries, whose length goes from nothing to over a page.
std::string body_of(std::int64_t writer, std::int64_t number, std::int64_t part) {
  const std::string word = std::to_string(writer * 1'000'003 + number * 1009 + part) + ' ';
  const auto length = static_cast<std::size_t>((number * 977 + part * 1301 + writer * 131) % 5000);
  std::string body;
  while (body.size() < length) body += word;
  return body;
}

std::int64_t parts_of(std::int64_t number) { return 1 + number % 3; }

void add_entries(sql::Connection& c, std::int64_t writer, std::int64_t number) {
  for (std::int64_t part = 0; part < parts_of(number); ++part) {
    c.execute("INSERT INTO entries (writer, number, part, body) VALUES ($1, $2, $3, $4)",
              {writer, number, part, body_of(writer, number, part)});
  }
}

void write_number(sql::Connection& c, std::int64_t writer, std::int64_t number) {
  add_entries(c, writer, number);
  c.execute("DELETE FROM entries WHERE writer = $1 AND number <= $2", {writer, number - kept_back});
  c.execute(
      "INSERT INTO progress (writer, number) VALUES ($1, $2) "
      "ON CONFLICT (writer) DO UPDATE SET number = excluded.number",
      {writer, number});
}

void undo_one(sql::Database& database, std::int64_t writer) {
  try {
    database.write([&](sql::Connection& c) {
      add_entries(c, writer, never);
      throw std::domain_error("undone");
      return 0;
    });
  } catch (const std::domain_error&) {
  }
}

void write_alone(sql::Database& database, Recording& recording, std::int64_t writer) {
  for (std::int64_t number = 1; number <= writes_of_each; ++number) {
    const bool relaxed = number % 5 == 0;  // comes with the next one
    database.write(
        [&](sql::Connection& c) {
          write_number(c, writer, number);
          return 0;
        },
        relaxed ? sql::Durability::relaxed : sql::Durability::full);
    if (!relaxed) recording.acknowledge(writer, number);
    if (number % 7 == writer) undo_one(database, writer);
  }
}

void write_in_batches(sql::Database& database, Recording& recording) {
  sql::testing::Pieces pieces(database);
  for (std::int64_t number = 1; number <= writes_of_each; ++number) {
    std::vector<sql::testing::Pieces::Piece> work;
    for (std::int64_t writer = first_of_batch; writer < first_of_batch + batch; ++writer) {
      work.emplace_back([&database, writer, number] {
        database.write([&](sql::Connection& c) {
          write_number(c, writer, number);
          return 0;
        });
      });
    }
    if (pieces.run(std::move(work)).failure) throw std::runtime_error("a batch failed");
    for (std::int64_t writer = first_of_batch; writer < first_of_batch + batch; ++writer) {
      recording.acknowledge(writer, number);
    }
  }
}

/// Holds on to what it reads now and then, so that the log cannot always begin anew.
void read_meanwhile(sql::Database& database, std::uint64_t seed, const std::stop_token& end) {
  std::mt19937_64 random(seed);
  while (!end.stop_requested()) {
    database.find("SELECT number FROM progress WHERE writer = $1", {static_cast<std::int64_t>(random() % 4)});
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
  }
}

std::optional<std::int64_t> progress_of(sql::Connection& c, std::int64_t writer) {
  const auto rows = c.query("SELECT number FROM progress WHERE writer = $1", {writer});
  if (rows.empty()) return std::nullopt;
  return rows.front().integer(0);
}

std::string write_name(std::int64_t writer, std::int64_t number) {
  return "write " + std::to_string(number) + " of writer " + std::to_string(writer);
}

std::optional<std::string> fault_of_file(sql::Connection& c) {
  const auto rows = c.query("PRAGMA integrity_check");
  if (rows.size() == 1 && rows.front().text(0) == "ok") return std::nullopt;
  return "the file is damaged: " + rows.front().text(0);
}

std::optional<std::string> lost_write(sql::Connection& c, const Acknowledged& acknowledged) {
  for (const auto& [writer, number] : acknowledged) {
    if (writer != set_up && progress_of(c, writer).value_or(0) < number) {
      return write_name(writer, number) + " was acknowledged and is gone";
    }
  }
  return std::nullopt;
}

/// The last writes of a writer are there with all their parts, and nothing else is.
std::optional<std::string> torn_write(sql::Connection& c, std::int64_t writer, std::int64_t last) {
  const auto rows =
      c.query("SELECT number, part, body FROM entries WHERE writer = $1 ORDER BY number, part", {writer});
  std::size_t at = 0;
  for (std::int64_t number = std::max<std::int64_t>(1, last - kept_back + 1); number <= last; ++number) {
    for (std::int64_t part = 0; part < parts_of(number); ++part, ++at) {
      const bool right = at < rows.size() && rows[at].integer(0) == number && rows[at].integer(1) == part &&
                         rows[at].text(2) == body_of(writer, number, part);
      if (!right) return write_name(writer, number) + " is not whole";
    }
  }
  if (at != rows.size()) return "writer " + std::to_string(writer) + " has what it never wrote";
  return std::nullopt;
}

}  // namespace

void work(sql::Database& database, Recording& recording, std::uint64_t seed) {
  database.write([](sql::Connection& c) {
    c.run("CREATE TABLE entries (id INTEGER PRIMARY KEY AUTOINCREMENT, writer, number, part, body)");
    c.run("CREATE INDEX entries_by_writer ON entries (writer, number)");
    c.run("CREATE TABLE progress (writer INTEGER PRIMARY KEY, number)");
    return 0;
  });
  recording.acknowledge(set_up, 1);
  const std::int64_t pages = 20 + static_cast<std::int64_t>(seed % 5) * 30;
  database.write([&](sql::Connection& c) {
    c.run("PRAGMA wal_autocheckpoint=" + std::to_string(pages));
    return 0;
  });
  std::jthread reader([&](const std::stop_token& end) { read_meanwhile(database, seed, end); });
  std::vector<std::jthread> threads;
  for (std::int64_t writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] { write_alone(database, recording, writer); });
  }
  threads.emplace_back([&] { write_in_batches(database, recording); });
}

void work_on(sql::Database& database, Recording& recording, std::int64_t writer) {
  for (std::int64_t number = 1; number <= 3; ++number) {
    database.write([&](sql::Connection& c) {
      write_number(c, writer, number);
      return 0;
    });
    recording.acknowledge(writer, number);
  }
}

std::optional<std::string> fault_of(sql::Database& database, const Acknowledged& acknowledged) {
  return database.read([&](sql::Connection& c) -> std::optional<std::string> {
    if (auto fault = fault_of_file(c)) return fault;
    if (c.query("SELECT name FROM sqlite_schema WHERE name = 'progress'").empty()) {
      if (acknowledged.empty()) return std::nullopt;
      return "the tables are gone";
    }
    if (auto fault = lost_write(c, acknowledged)) return fault;
    for (const auto& row : c.query("SELECT writer, number FROM progress")) {
      if (auto fault = torn_write(c, row.integer(0), row.integer(1))) return fault;
    }
    const auto strays =
        c.query("SELECT count(*) FROM entries WHERE writer NOT IN (SELECT writer FROM progress)");
    if (strays.front().integer(0) != 0) return "somebody's entries are there without their writer";
    return std::nullopt;
  });
}

}  // namespace gatehouse::testing
