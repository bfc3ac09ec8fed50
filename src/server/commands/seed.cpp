#include "server/commands/seed.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include "kernel/clock.hpp"
#include "platform/config/quantity.hpp"
#include "platform/crypto/password_hash.hpp"
#include "platform/json/writer.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/server_lock.hpp"
#include "server/commands/option_words.hpp"
#include "server/wiring/database_start.hpp"
#include "user/adapters/seeded_users.hpp"

namespace gatehouse::server {
namespace {

using user::adapters::SeededUsers;

constexpr std::int64_t together = 50'000;         // in one transaction
constexpr std::int64_t between_news = 1'000'000;  // members
constexpr std::chrono::minutes statement_patience{10};

std::string shared_hash(const HashSettings& settings) {
  return crypto::PasswordHash({.cost = {.memory_kib = settings.memory / 1024, .passes = settings.iterations}})
      .hash(SeededUsers::password);
}

/// How many were added.
std::int64_t fill(SeededUsers& seeded, std::int64_t first, std::int64_t last, const std::string& hash,
                  std::ostream& err) {
  const Time at = SystemClock().now();
  std::int64_t added = 0;
  while (first <= last) {
    const std::int64_t end = std::min(last, first + together - 1);
    added += seeded.add(first, end, hash, at);
    first = end + 1;
    if (end % between_news == 0) err << end << " members" << std::endl;
  }
  return added;
}

std::string summary(const SeededUsers::Present& now, std::int64_t added) {
  std::string line = "{\"seeded\":" + std::to_string(now.seeded) + ",\"added\":" + std::to_string(added) +
                     ",\"others\":" + std::to_string(now.others) + ",\"nicknames\":";
  json::write(line, "seed1 to seed" + std::to_string(now.last));
  line += ",\"password\":";
  json::write(line, std::string_view(SeededUsers::password));
  return line + "}\n";
}

int run(const SeedArguments& arguments, const Settings& settings, std::ostream& out, std::ostream& err) {
  Settings own = settings;
  own.database.statement_timeout =
      std::max<std::chrono::milliseconds>(statement_patience, settings.database.statement_timeout);
  const SystemClock clock;
  const sql::ServerLock lock(own.database);
  const auto database = open_at_head(own, migrations::Chain::load(own.migrations_dir), clock);
  SeededUsers seeded(*database);
  SeededUsers::Present present = seeded.present();
  if (present.others > 0 && !arguments.force) {
    err << "gatehouse: this database has " << present.others
        << " members who were not seeded. Seeded members are for measurements: everybody knows their "
           "password. Name a database of its own by --database or --data-dir, or give --force.\n";
    return 1;
  }
  const std::int64_t added = fill(seeded, present.last + 1, arguments.users, shared_hash(own.hashing), err);
  if (added > 0) seeded.analyze();
  present.seeded += added;
  present.last = std::max(present.last, arguments.users);
  out << summary(present, added);
  return 0;
}

}  // namespace

std::expected<SeedArguments, std::string> parse_seed_arguments(const std::vector<std::string>& words) {
  const std::string needed = "say seed --users N, from 1 to " + std::to_string(SeededUsers::most);
  const auto given = read_option_words(words, {{"--users"}, {"--force", true}});
  if (!given) return std::unexpected(given.error() + "; " + needed);
  SeedArguments arguments;
  for (const auto& [name, value] : *given) {
    if (name == "--force") {
      arguments.force = true;
      continue;
    }
    const auto number = config::parse_whole_number(value);
    if (!number || *number > SeededUsers::most) return std::unexpected(needed);
    arguments.users = *number;
  }
  if (arguments.users == 0) return std::unexpected(needed);
  return arguments;
}

int run_seed(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err) {
  const auto arguments = parse_seed_arguments(words);
  if (!arguments) {
    err << "gatehouse: " << arguments.error() << '\n';
    return 2;
  }
  try {
    return run(*arguments, settings, out, err);
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

std::string seed_usage() {
  return R"(Usage: gatehouse seed --users N [--force] [settings]

Fills the database with members for measurements, so that seed1 to seedN are there: proven addresses
seed1@example.com and so on, and one password for all, which it prints. Run again it goes on where it stopped.
Not for a database that people use: refused where it has other members, unless --force is given.

Takes the settings of `gatehouse serve --help`; --database, --data-dir, --hash-memory and --hash-iterations
matter here. An SQLite database must have no server running.
)";
}

}  // namespace gatehouse::server
