#include "auth/adapters/outbox_events.hpp"

#include "platform/messaging/codec.hpp"

namespace gatehouse::auth::adapters {

void OutboxEvents::append(const VerificationRequested& event) {
  outbox_.append_once(messaging::message_of(event, "user:" + std::to_string(event.user_id)));
}

void OutboxEvents::append(const SessionReused& event) {
  outbox_.append(messaging::message_of(event, "user:" + std::to_string(event.user_id)));
}

/// A subject of its own: no order is to be kept, and nobody who asks holds up what others have asked for.
void OutboxEvents::append(const PasswordResetRequested& event) {
  outbox_.append(messaging::message_of(event, "reset:" + event.request_id));
}

}  // namespace gatehouse::auth::adapters
