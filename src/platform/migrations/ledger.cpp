#include "platform/migrations/ledger.hpp"

#include "platform/migrations/schema.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

bool has_ledger(sql::Connection& connection) {
  const bool is_sqlite = connection.dialect() == sql::Dialect::sqlite;
  return !connection
              .query(is_sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = $1"
                               : "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() "
                                 "AND tablename = $1",
                     {std::string(ledger_table)})
              .empty();
}

}  // namespace

std::vector<Applied> applied_revisions(sql::Connection& connection) {
  std::vector<Applied> all;
  if (!has_ledger(connection)) return all;
  for (const sql::Row& row :
       connection.query("SELECT revision, checksum FROM schema_revisions ORDER BY revision")) {
    all.push_back({row.text(0), row.text(1)});
  }
  return all;
}

std::string create_ledger() {
  return "CREATE TABLE IF NOT EXISTS schema_revisions (\n  revision TEXT PRIMARY KEY NOT NULL,\n"
         "  checksum TEXT NOT NULL,\n  applied_at BIGINT NOT NULL\n)";
}

std::string record(const Revision& revision, Time applied_at) {
  return "INSERT INTO schema_revisions (revision, checksum, applied_at) VALUES (" +
         sql::literal(revision.id) + ", " + sql::literal(revision.checksum) + ", " +
         std::to_string(to_millis(applied_at)) + ")";
}

std::string forget(const Revision& revision) {
  return "DELETE FROM schema_revisions WHERE revision = " + sql::literal(revision.id);
}

std::string forget_all() { return "DELETE FROM schema_revisions"; }

}  // namespace gatehouse::migrations
