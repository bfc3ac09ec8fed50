// Whether the database is one of this program, and at this program's revision.

#include <algorithm>
#include <filesystem>

#include "platform/migrations/autogenerate.hpp"
#include "platform/migrations/folder.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/sentences.hpp"
#include "platform/migrations/state.hpp"
#include "server/backup/live.hpp"
#include "server/doctor/check.hpp"
#include "server/tables.hpp"

namespace gatehouse::server::doctor {
namespace {

using migrations::Position;

Verdict unreachable(const Examined& examined) {
  if (examined.unreachable.empty() || examined.unreachable == examined.unusable_file) return std::nullopt;
  return examined.unreachable;
}

Verdict revisions_unusable(const Examined& examined) {
  const bool told_already = migrations::in_hands_of_others(examined.settings.migrations_dir).has_value();
  if (examined.chain_fault.empty() || told_already) return std::nullopt;
  return examined.chain_fault;
}

bool exists(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

bool is_there(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::file_size(file, ignored) > 0 && !ignored;
}

/// A server has run in this data folder: it keeps there how far its deliveries have come.
bool has_run(const Examined& examined) { return exists(examined.settings.data_dir + "/hand-over"); }

Verdict log_alone(const Examined& examined) {
  const std::string file = examined.location.path.string();
  if (!examined.is_sqlite() || exists(file) || !is_there(file + "-wal")) return std::nullopt;
  return "there is a " + file + "-wal without its " + file;
}

Verdict missing(const Examined& examined) {
  if (!examined.unreachable.empty()) return std::nullopt;
  if (examined.connection) {
    if (!has_run(examined) || !migrations::read_schema(*examined.connection).empty()) return std::nullopt;
    return "a server has run with this data folder, and its database is empty";
  }
  const std::string file = examined.location.path.string();
  if (log_alone(examined)) return std::nullopt;
  if (exists(file)) return file + " is an empty file, and no database";
  if (!has_run(examined)) return std::nullopt;
  return "a server has run with this data folder, and there is no " + file;
}

/// Nobody has begun here, or the settings lead elsewhere: what was not there to be looked at is not sound.
Verdict no_installation(const Examined& examined) {
  if (!examined.unreachable.empty() || missing(examined) || log_alone(examined)) return std::nullopt;
  if (examined.connection) {
    if (!migrations::read_schema(*examined.connection).empty()) return std::nullopt;
    return "the database is empty";
  }
  const std::string& folder = examined.settings.data_dir;
  return "there is no database " + examined.location.path.string() +
         (exists(folder) ? "" : ", and no data folder " + folder);
}

/// Tables, and no revision that would have made them.
Verdict of_another_program(const Examined& examined) {
  if (!examined.connection || !examined.chain) return std::nullopt;
  if (!migrations::applied_revisions(*examined.connection).empty()) return std::nullopt;
  const auto schema = migrations::read_schema(*examined.connection);
  if (schema.empty()) return std::nullopt;
  return "the database has a table " + schema.front().name + ", and no revision of gatehouse";
}

Verdict a_backup(const Examined& examined) {
  if (!examined.connection || !is_backup(*examined.connection)) return std::nullopt;
  return examined.location.path.string() + " is a backup, put in the place of the database";
}

std::optional<migrations::State> state_of(const Examined& examined) {
  if (!examined.connection || !examined.chain) return std::nullopt;
  return migrations::state(*examined.chain, *examined.connection);
}

Verdict revisions_pending(const Examined& examined) {
  const auto state = state_of(examined);
  if (!state || state->position != Position::behind || examined.settings.migrate_on_start)
    return std::nullopt;
  return state->message;
}

Verdict revisions_unknown(const Examined& examined) {
  const auto state = state_of(examined);
  if (!state || state->position == Position::behind || state->position == Position::at_head)
    return std::nullopt;
  return state->message;
}

migrations::Difference difference_of(const Examined& examined) {
  if (!examined.has_tables()) return {};
  return migrations::difference_to_declared(migrations::read_schema(*examined.connection), all_tables());
}

Verdict schema_differs(const Examined& examined) {
  migrations::Difference difference = difference_of(examined);
  difference.dropped.clear();  // named by `foreign_tables`
  const auto told = migrations::sentences(difference);
  if (told.empty()) return std::nullopt;
  return told.front();
}

Verdict foreign_tables(const Examined& examined) {
  std::string names;
  for (const sql::Table& table : difference_of(examined).dropped) {
    if (table.name == backup_list) continue;  // named by `database_is_backup`
    names += (names.empty() ? "" : ", ") + table.name;
  }
  if (names.empty()) return std::nullopt;
  return "tables that are none of gatehouse's are in its database: " + names;
}

constexpr Check all[] = {
    {"database_unreachable", "the server does not start without its database",
     "look into what the message names: --database, whose its file is and who may read it, or the network",
     unreachable},
    {"database_missing", "a start makes an empty one, and nobody has an account any more",
     "look into --database and --data-dir, put the file back, or `gatehouse restore` a backup", missing},
    {"log_without_database", "the server does not start, and what the log holds is lost without its file",
     "put the file back beside it, or `gatehouse restore --force` a backup, which keeps the log aside",
     log_alone},
    {"no_installation", "nothing was started here yet, or the settings name another place than the server's",
     "give the settings of the server: look into --config, --data-dir and --database; a first start makes "
     "the "
     "database",
     no_installation},
    {"revisions_unusable", "the server does not start", "mend or empty --migrations-dir", revisions_unusable},
    {"database_of_another_program", "its tables would be mixed with those of gatehouse",
     "name an empty database by --database", of_another_program},
    {"database_is_backup",
     "nobody has held it against its seal, and what was ended since it was made would be open again; the "
     "server does not start",
     "move it away, and `gatehouse restore` it", a_backup},
    {"revisions_pending", "the server does not start, for --migrate-on-start is off",
     "make a backup, then run `gatehouse db upgrade`", revisions_pending},
    {"revisions_unknown", "this program does not know what stands there, and does not start",
     "run the program that migrated this database, or restore a backup of before", revisions_unknown},
    {"schema_differs", "somebody changed tables by hand: statements may fail or be slow",
     "`gatehouse db check` tells all differences; `gatehouse db migrate` writes a revision that closes them",
     schema_differs},
    {"foreign_tables",
     "a revision that `gatehouse db migrate` writes drops them with all they hold, and a copy of the "
     "database is "
     "refused or leaves them out",
     "move them to a database of their own", foreign_tables},
};

}  // namespace

std::span<const Check> schema_checks() { return all; }

}  // namespace gatehouse::server::doctor
