#include "server/wiring/master_key_start.hpp"

#include <filesystem>
#include <system_error>

#include "platform/migrations/introspection.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/url.hpp"
#include "server/wiring/database_start.hpp"

namespace gatehouse::server {
namespace {

/// What cannot be looked at is left to whoever opens it.
bool is_absent(const std::filesystem::path& file) {
  std::error_code fault;
  return !std::filesystem::exists(file, fault) && !fault;
}

bool has_sealed_keys(const sql::DatabaseOptions& options) {
  const auto connection = sql::connect(options, sql::Access::read);
  if (!connection || migrations::find_table(migrations::read_schema(*connection), "signing_keys") == nullptr)
    return false;
  return !connection->query("SELECT kid FROM signing_keys WHERE sealed_private <> '' LIMIT 1").empty();
}

/// No restore is at work meanwhile, and where there is no file yet none is made.
bool has_sealed_keys(const Settings& settings, const Clock& clock, const StopSignals& signals) {
  const sql::Location location = sql::parse_url(settings.database.url);
  if (location.dialect == sql::Dialect::sqlite && is_absent(location.path)) return false;
  const sql::ServerLock lock = lock_for_serving(settings, clock, signals);
  return has_sealed_keys(settings.database);
}

}  // namespace

crypto::MasterKey open_master_key(const Settings& settings, const Clock& clock, const StopSignals& signals) {
  const std::filesystem::path file = settings.master_key_file;
  // Asked again at the end: a server that started together with this one may have made both.
  if (is_absent(file) && has_sealed_keys(settings, clock, signals) && is_absent(file)) {
    throw crypto::KeyFileRefused(
        "there is no " + file.string() +
        ", and the database has signing keys that were sealed with it: put the file back from its backup; "
        "only where it is lost for good, empty the table signing_keys, and another one is made");
  }
  return crypto::MasterKey::open(file);
}

}  // namespace gatehouse::server
