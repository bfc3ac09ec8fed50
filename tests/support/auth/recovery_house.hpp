#pragma once

// Recovery with everything that it asks the world for in memory.

#include "auth/app/issue_reset_code.hpp"
#include "auth/app/request_password_reset.hpp"
#include "auth/app/reset_password.hpp"
#include "auth/app/tell_of_change.hpp"
#include "auth/app/undo_change.hpp"
#include "tests/support/auth/fake_recovery.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_recovery.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::testing {

struct RecoveryHouse {
  ManualClock clock;
  MemoryPasswordResets resets;
  MemoryUndoLinks links;
  MemoryVerificationCodes codes;
  PlainCodeHashes code_hashes;
  PlainSecretHashes secret_hashes;
  CountingRandomness randomness;
  FakeAccounts accounts;
  FakeRecovery recovery{accounts};
  EndedSessions sessions;
  FakeGuessLimits guesses;
  FakeCodeRequestLimits code_limits;
  ScriptedLimits sign_ins;
  WithdrawnNotices notices;
  CollectingMailer mailer;
  CollectingEvents events;
  PlainTransactions transactions;
  RecordedAudit audit;

  auth::RequestPasswordReset request_password_reset{events, accounts, code_limits, randomness, transactions, audit};
  auth::IssueResetCode issue_reset_code{resets,   code_hashes, secret_hashes, randomness,
                                        accounts, mailer,      audit,         clock};
  auth::ResetPassword reset_password{{resets, code_hashes, secret_hashes, accounts, recovery, sessions,
                                      guesses, sign_ins, transactions, audit, clock}};
  auth::TellOfChange tell_of_change{links, secret_hashes,           randomness, accounts, mailer,
                                    clock, "https://id.example.com"};
  auth::UndoChange undo_change{{links, secret_hashes, notices, resets, codes, accounts, recovery, sessions,
                                sign_ins, transactions, audit, clock}};
};

}  // namespace gatehouse::testing
