#include "platform/migrations/introspection.hpp"

namespace gatehouse::migrations {

Schema read_schema(sql::Connection& connection) {
  const sql::Dialect dialect = connection.dialect();
  return normalised(
      dialect == sql::Dialect::sqlite ? read_sqlite_schema(connection) : read_postgresql_schema(connection),
      dialect);
}

}  // namespace gatehouse::migrations
