#include "auth/adapters/recovery_handlers.hpp"

#include "platform/messaging/codec.hpp"
#include "user/messages/account_changed.hpp"
#include "user/messages/address_replaced.hpp"
#include "user/messages/deleted.hpp"

namespace gatehouse::auth::adapters {
namespace {

template <class Event>
Event read(const messaging::Delivery& delivery) {
  return messaging::decode<Event>(delivery.message.payload);
}

}  // namespace

void RecoveryHandlers::subscribe_to(messaging::Relay& relay) {
  const auto listen = [&](std::string_view type, std::string name,
                          void (RecoveryHandlers::*handler)(const messaging::Delivery&)) {
    relay.subscribe(std::string(type), std::move(name),
                    [this, handler](const messaging::Delivery& delivery) { (this->*handler)(delivery); });
  };
  listen(PasswordResetRequested::type, "auth.issue_reset_code", &RecoveryHandlers::on_reset_requested);
  listen(user::AccountChanged::type, "auth.send_notice", &RecoveryHandlers::on_account_changed);
  listen(user::AddressReplaced::type, "auth.send_notice", &RecoveryHandlers::on_address_replaced);
  listen(user::Deleted::type, "auth.forget_recovery", &RecoveryHandlers::on_deleted);
}

void RecoveryHandlers::on_reset_requested(const messaging::Delivery& delivery) {
  issue_reset_code_(read<PasswordResetRequested>(delivery));
}

void RecoveryHandlers::on_account_changed(const messaging::Delivery& delivery) {
  const auto event = read<user::AccountChanged>(delivery);
  tell_of_change_({.user = UserId{event.user_id},
                   .change = event.change,
                   .former = {event.email, event.email_verified_at.transform(from_millis)}});
}

void RecoveryHandlers::on_address_replaced(const messaging::Delivery& delivery) {
  const auto event = read<user::AddressReplaced>(delivery);
  tell_of_change_.again({.user = UserId{event.user_id},
                         .change = std::string(user::AccountChanged::of_email),
                         .former = {event.email, event.email_verified_at.transform(from_millis)}});
}

void RecoveryHandlers::on_deleted(const messaging::Delivery& delivery) {
  forget_recovery_(UserId{read<user::Deleted>(delivery).user_id});
}

}  // namespace gatehouse::auth::adapters
