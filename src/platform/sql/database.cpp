#include "platform/sql/database.hpp"

#include "platform/sql/outage.hpp"
#include "platform/sql/postgresql_database.hpp"
#include "platform/sql/sqlite_database.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::sql {

std::unique_ptr<Database> Database::open(const DatabaseOptions& options) {
  const Location location = parse_url(options.url);
  try {
    if (location.dialect == Dialect::sqlite) return std::make_unique<SqliteDatabase>(location.path, options);
    return std::make_unique<PostgresqlDatabase>(options);
  } catch (const Outage& outage) {
    throw Unavailable(std::string(outage.what()) + ": " + outage.detail());
  }
}

}  // namespace gatehouse::sql
