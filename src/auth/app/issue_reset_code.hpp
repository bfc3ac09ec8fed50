#pragma once

// Makes the code of a reset that was asked for, and hands it to the mailer: where the address has an owner.

#include "auth/app/ports.hpp"
#include "auth/app/recovery_ports.hpp"
#include "kernel/audit.hpp"

namespace gatehouse::auth {

/// Thread-safe. Called inside a transaction (by the handler of the event).
class IssueResetCode {
 public:
  IssueResetCode(PasswordResets& resets, CodeHashes& code_hashes, SecretHashes& secret_hashes,
                 Randomness& randomness, Accounts& accounts, Mailer& mailer, AuditTrail& audit,
                 const Clock& clock)
      : resets_(resets),
        code_hashes_(code_hashes),
        secret_hashes_(secret_hashes),
        randomness_(randomness),
        accounts_(accounts),
        mailer_(mailer),
        audit_(audit),
        clock_(clock) {}

  void operator()(const PasswordResetRequested& request);

 private:
  void send(const Contact& owner, const PasswordResetRequested& request);

  PasswordResets& resets_;
  CodeHashes& code_hashes_;
  SecretHashes& secret_hashes_;
  Randomness& randomness_;
  Accounts& accounts_;
  Mailer& mailer_;
  AuditTrail& audit_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth
