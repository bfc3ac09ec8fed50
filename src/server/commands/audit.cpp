#include "server/commands/audit.hpp"

#include <exception>
#include <ranges>
#include <stdexcept>

#include "auth/adapters/sealed_keys.hpp"
#include "kernel/clock.hpp"
#include "platform/audit/history.hpp"
#include "platform/audit/restart.hpp"
#include "platform/audit/verify.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/json/writer.hpp"
#include "server/backup/epoch.hpp"
#include "server/commands/audit_arguments.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

void tell_breach(const audit::Breach& breach, std::ostream& out) {
  if (!breach.position && !breach.id) {
    out << breach.what << '\n';
    return;
  }
  out << "the event";
  if (breach.position) out << " at position " << *breach.position;
  if (breach.id) out << " with id " << *breach.id;
  out << ' ' << breach.what << '\n';
}

int verify(sql::Database& database, const audit::ChainKey& key, const std::optional<audit::Mark>& witness,
           std::ostream& out) {
  const audit::Verification found = audit::verify(database, key, SystemClock().now(), witness);
  if (found.breach) {
    tell_breach(*found.breach, out << "broken: ");
    return 1;
  }
  out << found.events << " events, intact\n";
  if (found.waiting > 0) out << found.waiting << " more wait for their place\n";
  if (witness && !found.witnessed) out << "the event of --head was let go after its time\n";
  const audit::Mark& head = found.marks.head;
  if (head.position > 0) out << "head " << head.position << ':' << head.hash << '\n';
  return 0;
}

void write_optional(std::string& line, std::string_view name, const auto& value) {
  line += ",\"" + std::string(name) + "\":";
  if (value) {
    json::write(line, *value);
  } else {
    line += "null";
  }
}

std::string line_of(const audit::Event& event) {
  const audit::Entry& entry = event.entry;
  std::string line = "{\"id\":" + std::to_string(event.id);
  write_optional(line, "position", event.position);
  write_optional(line, "at", std::optional(to_rfc3339(from_millis(entry.at))));
  write_optional(line, "event", std::optional(entry.what));
  write_optional(line, "outcome", std::optional(entry.outcome));
  write_optional(line, "user_id", entry.user);
  write_optional(line, "address", entry.address);
  write_optional(line, "session_id", entry.session);
  write_optional(line, "request_id", entry.request);
  return line + "}\n";
}

void list(sql::Database& database, const AuditArguments& arguments, std::ostream& out) {
  audit::Wanted wanted{.user = arguments.user, .most = arguments.last};
  if (arguments.since) wanted.since = SystemClock().now() - *arguments.since;
  const auto events =
      database.read([&](sql::Connection& connection) { return audit::newest(connection, wanted); });
  for (const audit::Event& event : std::views::reverse(events)) out << line_of(event);
}

/// Under another key each trail looks forged, and a chain that begins anew under it would hold for nobody.
audit::ChainKey chain_key_of(sql::Database& database, const std::string& master_key_file) {
  const crypto::MasterKey master_key = open_existing_key(master_key_file);
  try {
    expect_key_of(database, master_key, SystemClock());
  } catch (const auth::adapters::SigningKeyRefused& refused) {
    throw std::runtime_error("the audit trail was not looked at: " + std::string(refused.what()));
  }
  return audit::ChainKey(master_key.derive(crypto::KeyUse::audit_trail));
}

void restart(sql::Database& database, const audit::ChainKey& key, std::ostream& out) {
  const SystemClock clock;
  audit::SqlAuditTrail trail(database, key, clock);
  out << "Events that are chained anew: " << audit::restart(database, key, trail) << '\n';
}

}  // namespace

int run_audit(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
              std::ostream& err) {
  const auto arguments = parse_audit_arguments(words);
  if (!arguments) {
    err << "gatehouse: " << arguments.error() << '\n';
    return 2;
  }
  try {
    const auto database = open_existing(settings.database);
    if (arguments->command == AuditCommand::list) {
      list(*database, *arguments, out);
      return 0;
    }
    const audit::ChainKey key = chain_key_of(*database, settings.master_key_file);
    if (arguments->command == AuditCommand::verify) return verify(*database, key, arguments->head, out);
    restart(*database, key, out);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

}  // namespace gatehouse::server
