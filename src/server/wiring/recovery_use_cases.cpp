#include "server/wiring/recovery_use_cases.hpp"

#include "auth/http/request_password_reset.hpp"
#include "auth/http/reset_password.hpp"
#include "auth/http/undo.hpp"

namespace gatehouse::server {

RecoveryUseCases::RecoveryUseCases(const RecoveryNeeds& needs)
    : resets_(needs.database),
      links_(needs.database),
      secret_hashes_(needs.master_key.derive(crypto::KeyUse::recovery)),
      notices_(needs.outbox),
      recoverable_(needs.recovery),
      request_password_reset_(needs.events, needs.accounts, needs.code_requests, needs.randomness,
                              needs.database, needs.audit),
      reset_password_({resets_, needs.code_hashes, secret_hashes_, needs.accounts, recoverable_,
                       needs.sessions, needs.guesses, needs.sign_ins, needs.database, needs.audit,
                       needs.clock}),
      undo_change_({links_, secret_hashes_, notices_, resets_, needs.codes, needs.accounts, recoverable_,
                    needs.sessions, needs.sign_ins, needs.database, needs.audit, needs.clock}),
      issue_reset_code_(resets_, needs.code_hashes, secret_hashes_, needs.randomness, needs.accounts,
                        needs.mailer, needs.audit, needs.clock),
      tell_of_change_(links_, secret_hashes_, needs.randomness, needs.accounts, needs.mailer, needs.clock,
                      needs.public_url) {}

void RecoveryUseCases::serve(http::Router& router) {
  router.add(auth::api::request_password_reset(request_password_reset_));
  router.add(auth::api::reset_password(reset_password_));
  router.add(auth::api::undo_page(undo_change_));
  router.add(auth::api::undo(undo_change_));
}

}  // namespace gatehouse::server
