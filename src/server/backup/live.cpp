#include "server/backup/live.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

#include "platform/sql/connect.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::server {

bool is_backup(sql::Connection& connection) {
  if (connection.dialect() != sql::Dialect::sqlite) return false;
  return !connection.query("SELECT 1 FROM sqlite_master WHERE name = $1", {std::string(backup_list)}).empty();
}

void expect_no_backup(const sql::DatabaseOptions& options) {
  const sql::Location location = sql::parse_url(options.url);
  std::error_code ignored;
  if (location.dialect != sql::Dialect::sqlite) return;
  if (std::filesystem::file_size(location.path, ignored) == 0 || ignored) return;
  const auto connection = sql::connect(options, sql::Access::read);
  if (!connection || !is_backup(*connection)) return;
  const std::string file = location.path.string();
  throw std::runtime_error(file + " is a backup: put it into a database by `gatehouse restore --from " +
                           file +
                           "`. As it is, what was ended since would be open again, and nobody has held it "
                           "against its seal");
}

}  // namespace gatehouse::server
