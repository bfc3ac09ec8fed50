#pragma once

// One server of an installation as far as its sessions go: the use cases over a real database, without
// sockets. Several may stand on one database, and one may take the place of another, as after a crash: what
// they know is in the database.

#include <atomic>
#include <string>

#include "auth/adapters/keyed_refresh_tokens.hpp"
#include "auth/adapters/outbox_events.hpp"
#include "auth/adapters/sql_revocation_log.hpp"
#include "auth/adapters/sql_sessions.hpp"
#include "auth/adapters/system_randomness.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/app/open_session.hpp"
#include "auth/app/refresh_session.hpp"
#include "auth/app/sign_out.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::testing {

/// "access-1", "access-2", …: no two are the same, whichever server signs.
class NumberedAccessTokens final : public auth::AccessTokens {
 public:
  std::string sign(const auth::AccessToken&) override { return "access-" + std::to_string(++last_); }
  std::optional<auth::TokenClaims> open(std::string_view) override { return std::nullopt; }

 private:
  static inline std::atomic<std::int64_t> last_{0};
};

class UnheardRevocations final : public auth::RevocationListener {
 public:
  void session_ended(const std::string&, UserId, Time) override {}
  void tokens_refused_before(UserId, std::int64_t, Time) override {}
};

class SessionServer {
 public:
  SessionServer(sql::Database& database, auth::Accounts& accounts, const Clock& clock,
                auth::SessionPolicy policy = {})
      : database_(database), accounts_(accounts), clock_(clock), policy_(policy) {}

  static std::vector<sql::Table> tables() {
    auto all = auth::adapters::tables();
    for (auto& table : messaging::tables()) all.push_back(std::move(table));
    return all;
  }

  auth::IssuedTokens open(UserId user) {
    const auto session = open_.prepare(user, {"192.0.2.1", "curl/8", "r"});
    const auto ended = database_.run([&]() -> Result<std::vector<auth::Revocation>> {
      open_.take_turn(user);
      return open_.keep(session);
    });
    static_cast<void>(ended);  // nobody listens here
    return session.tokens;
  }
  Result<auth::IssuedTokens> refresh(const std::string& token) {
    return refresh_(token, {"192.0.2.1", "", "r"});
  }
  Result<void> sign_out(UserId user, const std::string& session) {
    return sign_out_({user, session}, auth::SignOutScope::this_one, {});
  }

  auth::Sessions& sessions() { return sessions_; }

 private:
  static crypto::SecretBytes key() { return crypto::SecretBytes(std::string(32, 'k')); }

  sql::Database& database_;
  auth::Accounts& accounts_;
  const Clock& clock_;
  const auth::SessionPolicy policy_;
  const auth::TokenPolicy tokens_{"https://id.example.com", "gatehouse", std::chrono::seconds{900}};

  auth::adapters::SqlSessions sessions_{database_};
  auth::adapters::SqlRevocationLog log_{database_};
  auth::adapters::KeyedRefreshTokens refresh_tokens_{key(), crypto::SealedBox(key())};
  auth::adapters::SystemRandomness randomness_;
  messaging::Outbox outbox_{database_, clock_};
  auth::adapters::OutboxEvents events_{outbox_};
  NumberedAccessTokens access_tokens_;
  UnheardRevocations listener_;
  RecordedAudit audit_;

  auth::EndSessions end_{sessions_, log_, listener_, clock_, tokens_};
  auth::IssueAccessToken issue_{access_tokens_, randomness_, clock_, tokens_};
  auth::OpenSession open_{sessions_, refresh_tokens_, end_, issue_, randomness_, clock_, policy_};
  auth::RefreshSession refresh_{sessions_, refresh_tokens_, end_,   issue_, accounts_,
                                events_,   database_,       audit_, clock_, policy_};
  auth::SignOut sign_out_{sessions_, end_, database_, audit_};
};

}  // namespace gatehouse::testing
