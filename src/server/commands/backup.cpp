#include "server/commands/backup.hpp"

#include <exception>

#include "server/backup/backup_file.hpp"
#include "server/commands/open_existing.hpp"
#include "server/commands/option_words.hpp"

namespace gatehouse::server {
namespace {

void back_up(const std::string& to, const Settings& settings, std::ostream& out, std::ostream& err) {
  const auto chain = migrations::Chain::load(settings.migrations_dir);
  const crypto::MasterKey master_key = open_existing_key(settings.master_key_file);
  const Backup made = write_backup(settings.database, to, chain, master_key,
                                   [&](const std::string& line) { err << line << std::endl; });
  out << listing(made.carried.contents) << "Backup " << made.file.string() << ", revision "
      << made.carried.revision << ".\n"
      << "The master key is not in it. Keep a copy of " << settings.master_key_file
      << " in another place: without it a restore is refused, and both together can read and forge "
         "whatever the server can.\n";
}

}  // namespace

int run_backup(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
               std::ostream& err) {
  const auto given = read_option_words(words, {{"--to"}});
  if (!given || given->size() != 1 || given->front().second.empty()) {
    err << "gatehouse: " << (given ? "" : given.error() + "; ") << "say backup --to FILE, or --to FOLDER\n";
    return 2;
  }
  try {
    back_up(given->front().second, settings, out, err);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: no backup was made: " << fault.what() << '\n';
    return 1;
  }
}

std::string backup_usage() {
  return R"(Usage: gatehouse backup --to FILE|FOLDER [settings]

Writes the database as of this moment into one file, while servers go on writing; in a FOLDER it is named after
the time. What was acknowledged before is in it. The file is an SQLite database with the same tables, whether the
server's is SQLite or PostgreSQL, readable by its owner alone (0600). It appears when it is whole, checked and on
disk; a file that is there is never written over. Its last line is a seal under the master key, without which
nothing is restored.

Keep beside it, in another place: the master key (--master-key-file) and the configuration. Neither is inside.

Takes the settings of `gatehouse serve --help`; --database, --data-dir, --master-key-file and
--migrations-dir matter here.
Works beside running servers. `gatehouse restore` reads the file.
)";
}

}  // namespace gatehouse::server
