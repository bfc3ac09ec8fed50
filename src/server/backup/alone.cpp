#include "server/backup/alone.hpp"

#include <stdexcept>

#include "platform/sql/connect.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::server {

Alone::Alone(const sql::DatabaseOptions& options) {
  if (sql::parse_url(options.url).dialect == sql::Dialect::sqlite) {
    file_.emplace(options);
    return;
  }
  connection_ = sql::connect(options, sql::Access::write);
  const auto free = connection_->query("SELECT pg_try_advisory_lock($1)::int::bigint", {sql::presence_lock});
  if (free.front().integer(0) == 0) {
    throw std::runtime_error(
        "a server is running on this database, or another restore or copy is at work on it; stop all of them "
        "first");
  }
}

}  // namespace gatehouse::server
