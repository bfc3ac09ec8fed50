#include "auth/adapters/event_handlers.hpp"

#include "auth/messages/verification_requested.hpp"
#include "platform/messaging/codec.hpp"
#include "user/messages/deleted.hpp"
#include "user/messages/email_change_requested.hpp"
#include "user/messages/signed_up.hpp"

namespace gatehouse::auth::adapters {
namespace {

template <class Event>
Event read(const messaging::Delivery& delivery) {
  return messaging::decode<Event>(delivery.message.payload);
}

}  // namespace

void EventHandlers::subscribe_to(messaging::Relay& relay) {
  const auto listen = [&](std::string_view type, std::string name,
                          void (EventHandlers::*handler)(const messaging::Delivery&)) {
    relay.subscribe(std::string(type), std::move(name),
                    [this, handler](const messaging::Delivery& delivery) { (this->*handler)(delivery); });
  };
  listen(user::SignedUp::type, "auth.issue_code", &EventHandlers::on_signed_up);
  listen(user::EmailChangeRequested::type, "auth.issue_code", &EventHandlers::on_email_change_requested);
  listen(VerificationRequested::type, "auth.issue_code", &EventHandlers::on_verification_requested);
  listen(user::Deleted::type, "auth.forget_user", &EventHandlers::on_deleted);
}

void EventHandlers::on_signed_up(const messaging::Delivery& delivery) {
  const auto event = read<user::SignedUp>(delivery);
  issue_unasked_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_email_change_requested(const messaging::Delivery& delivery) {
  const auto event = read<user::EmailChangeRequested>(delivery);
  issue_unasked_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_verification_requested(const messaging::Delivery& delivery) {
  const auto event = read<VerificationRequested>(delivery);
  issue_code_(UserId{event.user_id}, event.email);
}

void EventHandlers::on_deleted(const messaging::Delivery& delivery) {
  const UserId user{read<user::Deleted>(delivery).user_id};
  forget_user_(user);
  mails_.forget(user);
  outbox_.forget(delivery.message.subject, delivery.id);  // letters that were given up name the address
}

}  // namespace gatehouse::auth::adapters
