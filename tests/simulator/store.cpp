#include "tests/simulator/store.hpp"

#include "platform/sql/sqlite_file.hpp"
#include "server/tables.hpp"

namespace gatehouse::simulator {
namespace {

const std::filesystem::path& prepared(const std::filesystem::path& file) {
  std::filesystem::remove(file);
  sql::prepare_sqlite_file(file);
  return file;
}

}  // namespace

/// A death of the process is simulated, one of the machine is not: nothing here waits for a disk.
Store::Store(const std::filesystem::path& file)
    : connection_(prepared(file), sql::SqliteConnection::Purpose::write, std::chrono::milliseconds{0},
                  sql::DatabaseOptions{}.cache) {
  for (const char* pragma :
       {"PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", "PRAGMA locking_mode=EXCLUSIVE"}) {
    connection_.run(pragma);
  }
  connection_.run("BEGIN");
  for (const std::string& statement : sql::create_statements(sql::Dialect::sqlite, server::all_tables())) {
    connection_.run(statement);
  }
  connection_.run("COMMIT");
}

void Store::expect(CrashPlan plan, bool twice) {
  plan_ = plan;
  twice_ = twice;
  commits_ = 0;
}

void Store::read_body(FunctionRef<void(sql::Connection&)> body) {
  alive();
  if (const auto* ambient = sql::Ambient::of(this)) return body(ambient->session());
  const sql::Ambient ambient(this, connection_, sql::Ambient::Kind::read);
  body(connection_);
}

void Store::write_body(FunctionRef<bool(sql::Connection&)> body, sql::Durability) {
  alive();
  if (const auto* ambient = sql::Ambient::of(this)) return sql::join(*ambient, body);
  if (twice_) {
    run_undone(body);
    connection_.steer("ROLLBACK");
  }
  end(run_undone(body));
}

/// Leaves the transaction open, unless `body` throws.
bool Store::run_undone(FunctionRef<bool(sql::Connection&)> body) {
  connection_.steer("BEGIN IMMEDIATE");
  const sql::Ambient ambient(this, connection_, sql::Ambient::Kind::write);
  try {
    return body(connection_);
  } catch (...) {
    connection_.steer("ROLLBACK");
    throw;
  }
}

void Store::end(bool kept) {
  ++commits_;
  died_ = commits_ == plan_.commit;
  const bool lost = died_ && !plan_.after;
  connection_.steer(kept && !lost ? "COMMIT" : "ROLLBACK");
  alive();
}

}  // namespace gatehouse::simulator
