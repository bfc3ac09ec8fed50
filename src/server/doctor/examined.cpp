#include "server/doctor/examined.hpp"

#include <filesystem>
#include <stdexcept>

#include "platform/migrations/state.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/sqlite_file.hpp"
#include "server/host.hpp"
#include "server/tuning/measure.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr Seconds time_for_hashes{0.05};

/// Opening would make a file where there is none, and a database where its file is empty.
bool is_there(const sql::Location& location) {
  std::error_code ignored;
  if (location.dialect == sql::Dialect::postgresql) return true;
  return std::filesystem::file_size(location.path, ignored) > 0 && !ignored;
}

/// Before SQLite looks: it puts files beside a database that have its mode.
std::string look_at_files(const Settings& settings, const sql::Location& location) {
  auto fault = sql::unusable(std::filesystem::path(settings.data_dir) / "hand-over");
  if (!fault && location.dialect == sql::Dialect::sqlite) fault = sql::unusable_database(location.path);
  return fault.value_or("");
}

template <class Act>
void note_fault(std::string& fault, Act act) {
  try {
    act();
  } catch (const std::exception& what) {
    fault = what.what();
  }
}

}  // namespace

Examined::Examined(const Loaded& loaded)
    : settings(loaded.settings),
      resolved(loaded.resolved),
      location(sql::parse_url(loaded.settings.database.url)),
      unusable_file(look_at_files(settings, location)),
      hash_seconds(
          measure_hash({settings.hashing.memory, settings.hashing.iterations}, 1, time_for_hashes).alone) {
  note_fault(chain_fault, [&] { chain = migrations::Chain::load(settings.migrations_dir); });
  note_fault(key_fault, [&] {
    if (std::filesystem::exists(settings.master_key_file))
      master_key = crypto::MasterKey::open(settings.master_key_file);
  });
  note_fault(unreachable, [&] {
    if (!is_there(location)) return;
    if (is_sqlite() && !unusable_file.empty()) throw std::runtime_error(unusable_file);
    connection = sql::connect(settings.database, sql::Access::read);
    if (!is_sqlite()) postgresql = read_facts(*connection, clock);
  });
}

bool Examined::is_public() const {
  return !http::is_loopback(settings.listen) || settings.behind_tls_proxy ||
         settings.issuer.starts_with("https://") || !is_this_machine(host_of(settings.issuer)) ||
         !is_this_machine(host_of(settings.public_url));
}

bool Examined::has_tables() const {
  if (!connection || !chain) return false;
  const auto state = migrations::state(*chain, *connection);
  return state.position == migrations::Position::at_head;
}

}  // namespace gatehouse::server::doctor
