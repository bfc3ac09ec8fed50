#include "auth/adapters/event_handlers.hpp"

#include "auth/adapters/listening.hpp"
#include "auth/messages/verification_requested.hpp"
#include "user/messages/deleted.hpp"
#include "user/messages/email_change_requested.hpp"
#include "user/messages/signed_up.hpp"

namespace gatehouse::auth::adapters {

void EventHandlers::subscribe_to(messaging::Relay& relay) {
  listen<user::SignedUp>(relay, "auth.issue_code", *this, &EventHandlers::on_signed_up);
  listen<user::EmailChangeRequested>(relay, "auth.issue_code", *this,
                                     &EventHandlers::on_email_change_requested);
  listen<VerificationRequested>(relay, "auth.issue_code", *this, &EventHandlers::on_verification_requested);
  listen<user::Deleted>(relay, "auth.forget_user", *this, &EventHandlers::on_deleted);
}

void EventHandlers::on_signed_up(const messaging::Delivery& delivery) {
  const auto event = event_of<user::SignedUp>(delivery);
  issue_unasked_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_email_change_requested(const messaging::Delivery& delivery) {
  const auto event = event_of<user::EmailChangeRequested>(delivery);
  issue_unasked_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_verification_requested(const messaging::Delivery& delivery) {
  const auto event = event_of<VerificationRequested>(delivery);
  issue_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_deleted(const messaging::Delivery& delivery) {
  const UserId user{event_of<user::Deleted>(delivery).user_id};
  forget_user_(user);
  mails_.forget(user);
  outbox_.forget(delivery.message.subject, delivery.id);  // letters that were given up name the address
}

}  // namespace gatehouse::auth::adapters
