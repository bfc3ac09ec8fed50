#include "auth/adapters/recovery_handlers.hpp"

#include "auth/adapters/listening.hpp"
#include "user/messages/account_changed.hpp"
#include "user/messages/address_replaced.hpp"
#include "user/messages/deleted.hpp"

namespace gatehouse::auth::adapters {

void RecoveryHandlers::subscribe_to(messaging::Relay& relay) {
  listen<PasswordResetRequested>(relay, "auth.issue_reset_code", *this,
                                 &RecoveryHandlers::on_reset_requested);
  listen<user::AccountChanged>(relay, "auth.send_notice", *this, &RecoveryHandlers::on_account_changed);
  listen<user::AddressReplaced>(relay, "auth.send_notice", *this, &RecoveryHandlers::on_address_replaced);
  listen<user::Deleted>(relay, "auth.forget_recovery", *this, &RecoveryHandlers::on_deleted);
}

void RecoveryHandlers::on_reset_requested(const messaging::Delivery& delivery) {
  issue_reset_code_(event_of<PasswordResetRequested>(delivery));
}

void RecoveryHandlers::on_account_changed(const messaging::Delivery& delivery) {
  const auto event = event_of<user::AccountChanged>(delivery);
  tell_of_change_({.user = UserId{event.user_id},
                   .change = event.change,
                   .former = {event.email, event.email_verified_at.transform(from_millis)}});
}

void RecoveryHandlers::on_address_replaced(const messaging::Delivery& delivery) {
  const auto event = event_of<user::AddressReplaced>(delivery);
  tell_of_change_.again({.user = UserId{event.user_id},
                         .change = std::string(user::AccountChanged::of_email),
                         .former = {event.email, event.email_verified_at.transform(from_millis)}});
}

void RecoveryHandlers::on_deleted(const messaging::Delivery& delivery) {
  forget_recovery_(UserId{event_of<user::Deleted>(delivery).user_id});
}

}  // namespace gatehouse::auth::adapters
