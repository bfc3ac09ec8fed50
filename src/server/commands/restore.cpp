#include "server/commands/restore.hpp"

#include <exception>

#include "server/backup/restore.hpp"
#include "server/commands/option_words.hpp"

namespace gatehouse::server {
namespace {

void put_back(const RestoreOrder& order, const Settings& settings, std::ostream& out, std::ostream& err) {
  const Restored restored =
      restore(order, settings, [&](const std::string& line) { err << line << std::endl; });
  if (restored.kept) out << "What was there before is now " << restored.kept->string() << ".\n";
  if (restored.audit_breach) {
    err << "gatehouse: the audit trail in this backup was not intact (" << *restored.audit_breach
        << "); `gatehouse audit verify` tells more\n";
  }
  out << "Restored " << order.from.string()
      << ". Everybody signs in again: sessions, codes and links of before are refused, mails that waited are "
         "not sent, and the next start makes a new signing key.\n";
}

}  // namespace

int run_restore(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
                std::ostream& err) {
  const auto given = read_option_words(words, {{"--from"}, {"--force", true}});
  RestoreOrder order;
  if (given) {
    for (const auto& [name, value] : *given)
      name == "--force" ? void(order.force = true) : void(order.from = value);
  }
  if (order.from.empty()) {
    err << "gatehouse: " << (given ? "" : given.error() + "; ") << "say restore --from FILE [--force]\n";
    return 2;
  }
  try {
    put_back(order, settings, out, err);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: nothing was restored: " << fault.what() << '\n';
    return 1;
  }
}

std::string restore_usage() {
  return R"(Usage: gatehouse restore --from FILE [--force] [settings]

Puts a backup of `gatehouse backup` into the database of the settings, which must be empty, with no server
running. The file is checked first, its seal and every row; the database gets all of it or nothing. A backup of an older
revision is brought to this program's.

  --force    the database is not empty: replace what it holds. An SQLite file is kept under another name, which is
             told; rows in PostgreSQL are gone

The master key must be the one of then. A new epoch begins: sessions, tokens, codes, reset handles and undo links
of before are refused, mails and messages that waited are dropped, and the next start makes a new signing key.
People sign in again with their passwords; the audit trail says `restored`.

Takes the settings of `gatehouse serve --help`; --database, --data-dir and --master-key-file matter here.
)";
}

}  // namespace gatehouse::server
