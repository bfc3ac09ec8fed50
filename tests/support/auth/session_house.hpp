#pragma once

// The use cases of sessions with everything that stands behind them in memory.

#include <charconv>
#include <string>
#include <vector>

#include "auth/app/open_session.hpp"
#include "auth/app/refresh_session.hpp"
#include "auth/app/sign_in.hpp"
#include "auth/domain/errors.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_sessions.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::testing {

/// `refresh|session|generation|seed`: a secret that everybody can read.
class PlainRefreshTokens final : public auth::RefreshTokens {
 public:
  std::string seed() override { return "seed-" + std::to_string(++seeds_); }
  std::string write(const std::string& session, std::int64_t generation, const std::string& seed) override {
    return "refresh|" + session + '|' + std::to_string(generation) + '|' + seed;
  }
  std::optional<auth::PresentedToken> read(std::string_view text) override {
    constexpr std::string_view start = "refresh|";
    if (!text.starts_with(start)) return std::nullopt;
    const auto first = text.find('|', start.size());
    const auto second = text.find('|', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    std::int64_t generation = 0;
    std::from_chars(text.data() + first + 1, text.data() + second, generation);
    return auth::PresentedToken{.session = std::string(text.substr(start.size(), first - start.size())),
                                .generation = generation,
                                .proof = std::string(text.substr(second + 1))};
  }
  bool is_genuine(const auth::PresentedToken& token, const std::string& seed) override {
    return token.proof == seed;
  }
  std::string hash(std::string_view text) override { return "hash of " + std::string(text); }
  std::string seal(const std::string& access_token, const std::string&, std::int64_t) override {
    return "sealed " + access_token;
  }
  std::string open(const std::string& sealed, const std::string&, std::int64_t) override {
    return sealed.substr(7);
  }

 private:
  int seeds_ = 0;
};

class CollectingRevocations final : public auth::RevocationLog, public auth::RevocationListener {
 public:
  void append(const auth::Revocation& revocation) override { log.push_back(revocation); }
  void session_ended(const std::string& session, UserId, Time) override { heard.push_back(session); }
  void tokens_refused_before(UserId user, std::int64_t, Time) override {
    heard.push_back("user " + std::to_string(user.value));
  }

  std::vector<auth::Revocation> log;
  std::vector<std::string> heard;  // sessions, and "user 17"
};

/// `device|user|name`
class PlainDeviceTokens final : public auth::DeviceTokens {
 public:
  std::string issue(UserId user, const std::optional<std::string>& device) override {
    return prefix(user) + device.value_or("new");
  }
  std::optional<std::string> read(UserId user, std::string_view token) override {
    if (!token.starts_with(prefix(user))) return std::nullopt;
    return std::string(token.substr(prefix(user).size()));
  }

 private:
  static std::string prefix(UserId user) { return "device|" + std::to_string(user.value) + '|'; }
};

struct SessionHouse {
  const auth::TokenPolicy token_policy{"https://id.example.com", "gatehouse", std::chrono::seconds{900}};
  auth::SessionPolicy policy{};

  ManualClock clock{};
  FakeAccounts accounts{};
  PlainAccessTokens access_tokens{};
  PlainRefreshTokens refresh_tokens{};
  CountingRandomness randomness{};
  MemorySessions sessions{};
  CollectingRevocations revocations{};
  CollectingEvents events{};
  PlainTransactions transactions{};
  ScriptedLimits limits{};
  PlainDeviceTokens devices{};
  RecordedAudit audit{};

  auth::EndSessions end_sessions{sessions, revocations, revocations, clock, token_policy};
  auth::IssueAccessToken issue{access_tokens, randomness, clock, token_policy};
  auth::OpenSession open_session{sessions, refresh_tokens, end_sessions, issue, randomness, clock, policy};
  auth::SignIn sign_in{accounts, open_session, end_sessions, limits, devices, transactions, audit};
  auth::RefreshSession refresh{sessions, refresh_tokens, end_sessions, issue, accounts,
                               events,   transactions,   audit,        clock, policy};

  /// The tokens of a new session of that user.
  auth::IssuedTokens open(UserId user, const Origin& origin = {"192.0.2.1", "curl/8", "r"}) {
    auto session = open_session.prepare(user, origin);
    end_sessions.committed(open_session.keep(session));
    return session.tokens;
  }
};

}  // namespace gatehouse::testing
