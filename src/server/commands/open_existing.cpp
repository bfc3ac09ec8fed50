#include "server/commands/open_existing.hpp"

#include <filesystem>
#include <stdexcept>

#include "platform/sql/url.hpp"
#include "server/backup/live.hpp"

namespace gatehouse::server {

void expect_existing(const sql::DatabaseOptions& options) {
  const sql::Location location = sql::parse_url(options.url);
  if (location.dialect == sql::Dialect::sqlite && !std::filesystem::exists(location.path)) {
    throw std::runtime_error("there is no database at " + location.path.string());
  }
  expect_no_backup(options);
}

std::unique_ptr<sql::Database> open_existing(const sql::DatabaseOptions& options) {
  expect_existing(options);
  return sql::Database::open(options);
}

crypto::MasterKey open_existing_key(const std::string& file) {
  if (!std::filesystem::exists(file)) throw std::runtime_error("there is no master key at " + file);
  return crypto::MasterKey::open(file);
}

}  // namespace gatehouse::server
