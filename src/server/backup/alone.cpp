#include "server/backup/alone.hpp"

#include <filesystem>
#include <stdexcept>

#include "platform/sql/connect.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::server {

Alone::Alone(const sql::DatabaseOptions& options) {
  if (sql::parse_url(options.url).dialect == sql::Dialect::sqlite) {
    lock_file(options);
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

/// A file that is not there is not made: who is killed would leave an empty database to be served.
void Alone::lock_file(const sql::DatabaseOptions& options) {
  const std::filesystem::path path = sql::parse_url(options.url).path;
  const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(path));
  if (is_there || !std::filesystem::is_directory(std::filesystem::absolute(path).parent_path())) {
    file_.emplace(options);
    return;
  }
  name_ = sql::FileLock::take(path, sql::FileLock::Right::serve);
  if (!name_) {
    throw std::runtime_error("a server is running on " + path.string() +
                             ", or another restore or copy is at work on it; stop all of them first");
  }
}

}  // namespace gatehouse::server
