#include "server/commands/clients.hpp"

#include <exception>
#include <optional>

#include "auth/adapters/keyed_client_secrets.hpp"
#include "auth/adapters/sql_clients.hpp"
#include "auth/app/register_client.hpp"
#include "kernel/clock.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/crypto/master_key.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

int list(auth::Clients& clients, std::ostream& out) {
  const auto all = clients.all();
  if (all.empty()) out << "There are no clients.\n";
  for (const auto& client : all)
    out << client.id << '\t' << to_rfc3339(client.created_at) << '\t' << client.name << '\n';
  return 0;
}

int add(const std::string& name, auth::RegisterClient& register_client, std::ostream& out,
        std::ostream& err) {
  const auto made = register_client(name);
  if (!made) {
    err << "gatehouse: there is a client of this name\n";
    return 1;
  }
  out << "client_id     " << made->id << "\nclient_secret " << made->secret << '\n';
  err << "The secret is not shown again.\n";
  return 0;
}

int remove(const std::string& id, auth::RemoveClient& remove_client, std::ostream& out, std::ostream& err) {
  if (!remove_client(id)) {
    err << "gatehouse: there is no client of this id; `gatehouse clients list` tells them\n";
    return 1;
  }
  out << "Client " << id << " is removed, and refused from now on.\n";
  return 0;
}

/// What is wrong with the words, if anything is.
std::optional<std::string> complaint(const std::vector<std::string>& words) {
  const std::string first = words.empty() ? "" : words[0];
  if (first == "list" && words.size() == 1) return std::nullopt;
  if (first == "add" && words.size() == 2) {
    if (auth::is_client_name(words[1])) return std::nullopt;
    return "the NAME of a client is 1 to 100 octets without control characters";
  }
  if (first == "remove" && words.size() == 2) return std::nullopt;
  return "say clients add NAME, clients list, or clients remove ID";
}

int run(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
        std::ostream& err) {
  const auto database = open_existing(settings.database);
  auth::adapters::SqlClients clients(*database);
  if (words[0] == "list") return list(clients, out);
  const SystemClock clock;
  const crypto::MasterKey master_key = open_existing_key(settings.master_key_file);
  const audit::ChainKey chain_key(master_key.derive(crypto::KeyUse::audit_trail));
  audit::SqlAuditTrail trail(*database, chain_key, clock);
  auth::adapters::KeyedClientSecrets secrets(master_key.derive(crypto::KeyUse::client_secrets));
  auth::RegisterClient register_client(clients, secrets, *database, trail, clock);
  auth::RemoveClient remove_client(clients, *database, trail);
  return words[0] == "add" ? add(words[1], register_client, out, err)
                           : remove(words[1], remove_client, out, err);
}

}  // namespace

int run_clients(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
                std::ostream& err) {
  if (const auto wrong = complaint(words)) {
    err << "gatehouse: " << *wrong << '\n';
    return 2;
  }
  try {
    return run(words, settings, out, err);
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

std::string clients_usage() {
  return R"(Usage: gatehouse clients COMMAND [settings]

  add NAME     register a program: prints its client_id and client_secret, which is not shown again
  list         each client with its id and name
  remove ID    refuse it from now on

Clients may call POST /oauth/introspect and POST /oauth/revoke, with `Authorization: Basic`. Takes the settings
of `gatehouse serve --help`; --database, --data-dir and --master-key-file matter here. Works beside running
servers.
)";
}

}  // namespace gatehouse::server
