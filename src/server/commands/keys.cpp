#include "server/commands/keys.hpp"

#include <algorithm>
#include <exception>
#include <expected>
#include <stdexcept>

#include "auth/adapters/sealed_keys.hpp"
#include "auth/app/retire_key.hpp"
#include "auth/app/rotate_keys.hpp"
#include "kernel/clock.hpp"
#include "platform/audit/sql_audit_trail.hpp"
#include "platform/crypto/master_key.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

using auth::KeyRecord;

enum class Act { list, rotate, retire };

struct Order {
  Act act = Act::list;
  auth::KeyStart start = auth::KeyStart::once_published;
  std::string kid{};
};

std::expected<Order, std::string> read(const std::vector<std::string>& words) {
  const std::string first = words.empty() ? "" : words[0];
  if (first == "list" && words.size() == 1) return Order{};
  if (first == "rotate" && words.size() == 1) return Order{Act::rotate};
  if (first == "rotate" && words.size() == 2 && words[1] == "--now")
    return Order{Act::rotate, auth::KeyStart::at_once};
  if (first == "retire" && words.size() == 2) return Order{.act = Act::retire, .kid = words[1]};
  if (first == "retire") return std::unexpected("keys retire takes the KID of a key, as keys list tells it");
  return std::unexpected("say keys list, keys rotate [--now], or keys retire KID");
}

std::string_view state_of(const KeyRecord& key, const auth::KeyRing& ring, Time now) {
  if (is_retired(key, now)) return "retired";
  const KeyRecord* signing = signer(ring, now);
  if (&key == signing) return "signs";
  return signing != nullptr && key.generation > signing->generation ? "waits" : "verifies";
}

/// What the commands work with.
class Keys {
 public:
  Keys(sql::Database& database, const Settings& settings, std::ostream& out, std::ostream& err)
      : database_(database), settings_(settings), out_(out), err_(err) {}

  int list() {
    const auth::KeyRing ring = store_.all();
    const Time now = clock_.now();
    if (ring.empty()) out_ << "There are no keys yet: the first start of a server makes one.\n";
    for (const KeyRecord& key : ring) {
      out_ << key.kid << '\t' << key.algorithm << '\t' << state_of(key, ring, now) << "\tcreated "
           << to_rfc3339(key.created_at) << "\tsigns from "
           << to_rfc3339(std::max(key.created_at, key.signs_from));
      if (key.retires_at)
        out_ << (is_retired(key, now) ? "\tretired " : "\tretires ") << to_rfc3339(*key.retires_at);
      out_ << '\n';
    }
    return 0;
  }

  int rotate(auth::KeyStart start) {
    const crypto::MasterKey master_key = open_existing_key(settings_.master_key_file);
    auth::adapters::SealedKeys sealed(crypto::SealedBox(master_key.derive(crypto::KeyUse::sealing)));
    expect_keys_of(sealed);
    const audit::ChainKey chain_key(master_key.derive(crypto::KeyUse::audit_trail));
    audit::SqlAuditTrail trail(database_, chain_key, clock_);
    auth::RotateKeys rotate_keys(store_, sealed, database_, trail, clock_, settings_.access_token_lifetime);
    tell(rotate_keys(name_of(settings_.signing_algorithm), start), start);
    return 0;
  }

  int retire(const std::string& kid) {
    const crypto::MasterKey master_key = open_existing_key(settings_.master_key_file);
    const audit::ChainKey chain_key(master_key.derive(crypto::KeyUse::audit_trail));
    audit::SqlAuditTrail trail(database_, chain_key, clock_);
    auth::RetireKey retire_key(store_, database_, trail, clock_, settings_.access_token_lifetime);
    return tell(retire_key(kid), kid);
  }

 private:
  /// A key beside others that this master key cannot open would part the servers.
  void expect_keys_of(const auth::adapters::SealedKeys& sealed) {
    const auto stored = store_.stored();
    if (stored.empty())
      throw std::runtime_error("there are no keys yet: the first start of a server makes one");
    for (const auto& key : stored) {
      if (!is_retired(key.record, clock_.now())) sealed.open(key);
    }
  }

  void tell(const KeyRecord& made, auth::KeyStart start) {
    out_ << "Key " << made.kid << " (" << made.algorithm << ") is published";
    if (start == auth::KeyStart::once_published) {
      out_ << " and signs from " << to_rfc3339(made.signs_from) << ".\n";
    } else {
      out_ << " and signs now. Verifiers may keep the keys that they fetched for "
           << auth::published_keys_max_age.count()
           << " seconds: until then, those that do not ask again for a key that they do not know refuse "
              "tokens of this one.\n";
    }
    for (const KeyRecord& key : store_.all()) {
      if (key.kid == made.kid || is_retired(key, clock_.now()) || !key.retires_at) continue;
      out_ << "Key " << key.kid << " (" << key.algorithm << ") retires at " << to_rfc3339(*key.retires_at)
           << ", when the last token that it signed has expired.\n";
    }
  }

  int tell(auth::KeyRetirement outcome, const std::string& kid) {
    switch (outcome) {
      case auth::KeyRetirement::retired:
        out_ << "Key " << kid << " is retired. Servers refuse what it signed within seconds, verifiers that "
             << "keep the keys that they fetched within " << auth::published_keys_max_age.count()
             << " seconds.\n";
        return 0;
      case auth::KeyRetirement::retired_before:
        out_ << "Key " << kid << " had retired already.\n";
        return 0;
      case auth::KeyRetirement::signs:
        err_ << "gatehouse: key " << kid
             << " is the one that signs. Let another one sign first, by `gatehouse keys rotate --now`, or by "
                "`gatehouse keys rotate` and the time that it tells.\n";
        return 1;
      case auth::KeyRetirement::unknown:
        break;
    }
    err_ << "gatehouse: there is no such key; `gatehouse keys list` tells them\n";
    return 1;
  }

  sql::Database& database_;
  const Settings& settings_;
  std::ostream& out_;
  std::ostream& err_;
  SystemClock clock_;
  auth::adapters::SqlSigningKeys store_{database_};
};

}  // namespace

int run_keys(const std::vector<std::string>& words, const Settings& settings, std::ostream& out,
             std::ostream& err) {
  const auto order = read(words);
  if (!order) {
    err << "gatehouse: " << order.error() << '\n';
    return 2;
  }
  try {
    const auto database = open_existing(settings.database);
    Keys keys(*database, settings, out, err);
    switch (order->act) {
      case Act::rotate:
        return keys.rotate(order->start);
      case Act::retire:
        return keys.retire(order->kid);
      case Act::list:
        break;
    }
    return keys.list();
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

std::string keys_usage() {
  return R"(Usage: gatehouse keys COMMAND [settings]

  list            each key with its algorithm, what it does (waits, signs, verifies, retired), and when
  rotate          publish a new key of --signing-algorithm now, and sign with it once everybody has seen it;
                  the old key goes on verifying until its last token has expired
  rotate --now    in an emergency: sign with the new key at once. Verifiers that keep the published keys for
                  a while, and do not ask again for a key that they do not know, refuse new tokens meanwhile
  retire KID      refuse at once what that key signed: it is not trusted any more. The key that signs is
                  refused; rotate first

Takes the settings of `gatehouse serve --help`, and should be given those of the server: --database, --data-dir,
--master-key-file, --signing-algorithm and --access-token-lifetime matter here. Works beside running servers,
which follow within seconds.
)";
}

}  // namespace gatehouse::server
