#include "server/commands/db_copy.hpp"

#include "platform/sql/url.hpp"
#include "server/backup/alone.hpp"
#include "server/backup/carry.hpp"
#include "server/backup/place.hpp"
#include "server/commands/open_existing.hpp"
#include "server/commands/option_words.hpp"

namespace gatehouse::server {
namespace {

Carried copied(const Route& route, const migrations::Chain& chain, std::ostream& err) {
  const sql::Location to = sql::parse_url(route.to.url);
  try {
    return carry(route, chain, [&](const std::string& line) { err << line << std::endl; });
  } catch (const std::exception&) {
    if (to.dialect == sql::Dialect::sqlite) expect_room(to.path);
    throw;
  }
}

}  // namespace

int run_db_copy(const std::vector<std::string>& words, const std::filesystem::path& migrations_dir,
                std::ostream& out, std::ostream& err) {
  const auto given = read_option_words(words, {{"--from"}, {"--to"}});
  Route route;
  if (given) {
    for (const auto& [name, value] : *given) (name == "--from" ? route.from : route.to).url = value;
  }
  if (route.from.url.empty() || route.to.url.empty()) {
    err << "gatehouse: " << (given ? "" : given.error() + "; ") << "say db copy --from URL --to URL\n";
    return 2;
  }
  if (route.from.url == route.to.url) {
    err << "gatehouse: db copy needs two databases\n";
    return 2;
  }
  expect_existing(route.from);
  const sql::Location to = sql::parse_url(route.to.url);
  if (to.dialect == sql::Dialect::sqlite) expect_own_folder(to.path);
  const Alone source(route.from);
  const Alone target(route.to);
  const auto chain = migrations::Chain::load(migrations_dir);
  const Carried carried = copied(route, chain, err);
  out << listing(carried.contents) << "Copied revision " << carried.revision
      << "; counts and contents of every table are the same on both sides.\n";
  return 0;
}

}  // namespace gatehouse::server
