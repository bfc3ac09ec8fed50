// Rows per second that SQLite makes durable (WAL, synchronous=FULL) when so many go into each transaction:
// `sqlite_commits FOLDER ROWS_A_COMMIT SECONDS`. The file is made in FOLDER, which should be on the disk of
// the server's, and removed. The statement updates a row of a profile by its id.

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int people = 1000;

void run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  std::fprintf(stderr, "sqlite_commits: %s: %s\n", sql, sqlite3_errmsg(database));
  std::exit(1);
}

sqlite3_stmt* prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  return statement;
}

void step(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) std::exit(1);
  sqlite3_reset(statement);
}

void fill(sqlite3* database) {
  run(database, "PRAGMA journal_mode=WAL");
  run(database, "PRAGMA synchronous=FULL");
  run(database,
      "CREATE TABLE people (id INTEGER PRIMARY KEY, nickname TEXT, email TEXT, password_hash TEXT, "
      "updated_at INTEGER)");
  run(database, "BEGIN");
  sqlite3_stmt* insert = prepare(
      database, "INSERT INTO people VALUES (?1, 'somebody', 'somebody@example.com', hex(zeroblob(48)), 0)");
  for (int id = 1; id <= people; ++id) {
    sqlite3_bind_int(insert, 1, id);
    step(insert);
  }
  sqlite3_finalize(insert);
  run(database, "COMMIT");
}

struct Statements {
  sqlite3_stmt* begin;
  sqlite3_stmt* update;
  sqlite3_stmt* commit;
};

void commit_some(const Statements& statements, int rows, long& done) {
  step(statements.begin);
  for (int row = 0; row < rows; ++row, ++done) {
    const std::string nickname = "somebody" + std::to_string(done);
    sqlite3_bind_int(statements.update, 1, static_cast<int>(done * 7919 % people) + 1);
    sqlite3_bind_text(statements.update, 2, nickname.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_int64(statements.update, 3, done);
    step(statements.update);
  }
  step(statements.commit);
}

double rows_per_second(sqlite3* database, int rows, double seconds) {
  const Statements statements{
      prepare(database, "BEGIN IMMEDIATE"),
      prepare(database, "UPDATE people SET nickname = ?2, updated_at = ?3 WHERE id = ?1"),
      prepare(database, "COMMIT")};
  long done = 0;
  const auto start = Clock::now();
  const auto end = start + std::chrono::nanoseconds(static_cast<long>(seconds * 1e9));
  while (Clock::now() < end) commit_some(statements, rows, done);
  const double passed = std::chrono::duration<double>(Clock::now() - start).count();
  for (sqlite3_stmt* statement : {statements.begin, statements.update, statements.commit})
    sqlite3_finalize(statement);
  return static_cast<double>(done) / passed;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  const std::string file = std::string(arguments[1]) + "/commits-" + std::to_string(getpid()) + ".db";
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) return 1;
  fill(database);
  const double rate = rows_per_second(database, std::atoi(arguments[2]), std::atof(arguments[3]));
  sqlite3_close(database);
  for (const char* end : {"", "-wal", "-shm"}) unlink((file + end).c_str());
  std::printf("{\"per_second\":%.1f}\n", rate);
  return 0;
}
