#pragma once

// A name and a password for a session. Whoever asks learns only whether both belong together.

#include <optional>
#include <string>

#include "auth/app/open_session.hpp"
#include "auth/app/ports.hpp"
#include "auth/app/sign_in_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Who tries, as far as it can be told before the password is looked at.
struct Visitor {
  Origin origin{};
  std::optional<std::string> device_token{};  // from an earlier sign-in
};

struct SignedIn {
  IssuedTokens tokens;
  std::string device_token;
};

/// Thread-safe. Hashes: call it on the hashing lane, outside a transaction.
class SignIn {
 public:
  SignIn(Accounts& accounts, OpenSession& open_session, EndSessions& end_sessions, SignInLimits& limits,
         DeviceTokens& devices, Transactions& transactions, AuditTrail& audit)
      : accounts_(accounts),
        open_session_(open_session),
        end_sessions_(end_sessions),
        limits_(limits),
        devices_(devices),
        transactions_(transactions),
        audit_(audit) {}

  /// Refuses with `invalid_credentials`, after the same work whatever was wrong, or with `too_many_requests`.
  Result<SignedIn> by_nickname(std::string_view nickname, std::string_view password, const Visitor& visitor);
  /// Finds the account that has proven the address.
  Result<SignedIn> by_email(std::string_view email, std::string_view password, const Visitor& visitor);

 private:
  /// One try of one visitor: what is learnt of it on the way.
  struct Try {
    SignInLimits& limits;
    const Visitor& visitor;
    std::optional<UserId> user{};
    SignInAttempt attempt{};
    bool admitted = false;

    ~Try() {
      if (admitted) limits.done(attempt);
    }
  };

  Result<void> admit(const Login& login, Try& attempt);
  Result<SignedIn> conclude(const Result<std::optional<PasswordProof>>& proof, const Try& attempt);
  Result<SignedIn> welcome(const PasswordProof& proof, const Try& attempt);
  void note(AuditOutcome outcome, const Try& attempt, std::optional<std::string> session = std::nullopt);

  Accounts& accounts_;
  OpenSession& open_session_;
  EndSessions& end_sessions_;
  SignInLimits& limits_;
  DeviceTokens& devices_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
