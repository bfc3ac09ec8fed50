#include "server/backup/restore.hpp"

#include <stdexcept>

#include "platform/audit/verify.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/runner.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/sqlite_file.hpp"
#include "platform/sql/url.hpp"
#include "platform/transfer/copy.hpp"
#include "server/backup/alone.hpp"
#include "server/backup/backup_file.hpp"
#include "server/backup/epoch.hpp"
#include "server/backup/place.hpp"
#include "server/backup/seal.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

namespace fs = std::filesystem;

void expect_single_file(const fs::path& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    throw std::runtime_error(file.string() + " is a folder: name the backup in it");
  if (!fs::is_regular_file(file, ignored)) throw std::runtime_error("there is no backup " + file.string());
  if (fs::file_size(file.string() + "-wal", ignored) > 0 && !ignored) {
    throw std::runtime_error(file.string() +
                             " has a write-ahead log beside it: it is a database in use and no backup");
  }
}

/// The log of a database whose file is gone. SQLite deletes one that it finds beside an empty file.
bool is_log_alone(const fs::path& file) {
  std::error_code ignored;
  const auto size = fs::file_size(file, ignored);
  if (!ignored && size > 0) return false;
  return fs::file_size(file.string() + "-wal", ignored) > 0 && !ignored;
}

/// Whether a file can be replaced without a loss. One that cannot be read may hold anything.
bool is_empty_database(const fs::path& file) {
  std::error_code ignored;
  const auto size = fs::file_size(file, ignored);
  if (ignored || size == 0) return !is_log_alone(file);
  try {
    const auto connection = sql::connect(options_of(file), sql::Access::read);
    for (const sql::Table& table : migrations::read_schema(*connection)) {
      if (transfer::holds_rows(*connection, table)) return false;
    }
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

/// What is left when the connections are closed: one file.
void fold(const fs::path& file) {
  sql::connect(options_of(file), sql::Access::write)->query("PRAGMA journal_mode = DELETE");
}

/// What a write-ahead log holds goes into its file, where that can be done: one that is damaged keeps it
/// beside.
void fold_if_sound(const fs::path& file) {
  if (is_log_alone(file)) return;
  try {
    fold(file);
  } catch (const std::exception&) {
    // It goes aside as it is.
  }
}

/// The copy as it is to be served: whole, at the head, in its new epoch. Returns what is wrong with its
/// trail.
std::optional<std::string> make_ready(const fs::path& file, const migrations::Chain& chain,
                                      const GivenNumbers& replaced, const crypto::MasterKey& master_key) {
  const SystemClock clock;
  expect_whole_backup(file, chain, master_key);
  migrations::upgrade_to_head(options_of(file), chain, clock, [](const migrations::Revision&) {});
  std::optional<std::string> breach;
  {
    const auto database = sql::Database::open(options_of(file));
    expect_key_of(*database, master_key, clock);
    const audit::ChainKey chain_key(master_key.derive(crypto::KeyUse::audit_trail));
    constexpr Time never{};  // what waits in a backup may do so for as long: no server comes for it
    const auto found = audit::verify(*database, chain_key, never, std::nullopt);
    if (found.breach) breach = found.breach->what;
    begin_epoch(*database, replaced, master_key, clock);
  }
  fold(file);
  return breach;
}

[[noreturn]] void refuse_full() {
  throw std::runtime_error(
      "the database is not empty. Name an empty one, or give --force to replace all that it holds");
}

/// None where it cannot be read: it is kept aside then, and who wants it back needs other means.
GivenNumbers given_in(const fs::path& file) {
  if (is_log_alone(file)) return {};
  try {
    const auto connection = sql::connect(options_of(file), sql::Access::read);
    return connection ? given_numbers(*connection) : GivenNumbers{};
  } catch (const std::exception&) {
    return {};
  }
}

void expect_empty_or_forced(const RestoreOrder& order, const fs::path& target, bool is_empty) {
  if (!order.force && is_log_alone(target)) {
    throw std::runtime_error("the database file " + target.string() + " is gone, but its write-ahead log " +
                             target.string() +
                             "-wal is there, and may hold what no backup does. Put the file back beside it, "
                             "or give --force to keep the log aside");
  }
  if (!is_empty && !order.force) refuse_full();
}

Restored into_sqlite(const RestoreOrder& order, const fs::path& target, const migrations::Chain& chain,
                     const crypto::MasterKey& master_key) {
  const bool is_empty = is_empty_database(target);
  expect_empty_or_forced(order, target, is_empty);
  const Draft draft(target.string() + sql::restoring_suffix);
  copy_privately(order.from, draft.path());
  Restored restored{.audit_breach = make_ready(draft.path(), chain, given_in(target), master_key)};
  if (is_empty) {
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(target.string() + suffix);
  } else {
    fold_if_sound(target);
    restored.kept = keep_aside(target);
  }
  put_over(draft.path(), target);
  return restored;
}

void expect_empty_or_forced(const RestoreOrder& order, const sql::DatabaseOptions& options) {
  if (order.force) return;
  const auto connection = sql::connect(options, sql::Access::read);
  for (const sql::Table& table : migrations::read_schema(*connection)) {
    if (transfer::holds_rows(*connection, table)) refuse_full();
  }
}

Restored into_postgresql(const RestoreOrder& order, const Settings& settings, const migrations::Chain& chain,
                         const crypto::MasterKey& master_key, const TellLine& tell) {
  expect_empty_or_forced(order, settings.database);
  const GivenNumbers replaced = given_numbers(*sql::connect(settings.database, sql::Access::read));
  fs::create_directories(settings.data_dir);
  const Draft draft(fs::path(settings.data_dir) / "gatehouse.restoring");
  copy_privately(order.from, draft.path());
  Restored restored{.audit_breach = make_ready(draft.path(), chain, replaced, master_key)};
  carry({.from = options_of(draft.path()),
         .to = settings.database,
         .target = order.force ? Target::replaced : Target::empty},
        chain, tell);
  return restored;
}

}  // namespace

Restored restore(const RestoreOrder& order, const Settings& settings, const TellLine& tell) {
  expect_single_file(order.from);
  const auto chain = migrations::Chain::load(settings.migrations_dir);
  const crypto::MasterKey master_key = open_existing_key(settings.master_key_file);
  expect_seal(order.from,
              master_key);  // for now: a file that is refused leaves nothing behind; the copy counts
  const Alone alone(settings.database);
  const sql::Location location = sql::parse_url(settings.database.url);
  if (location.dialect == sql::Dialect::sqlite) return into_sqlite(order, location.path, chain, master_key);
  return into_postgresql(order, settings, chain, master_key, tell);
}

}  // namespace gatehouse::server
