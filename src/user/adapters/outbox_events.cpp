#include "user/adapters/outbox_events.hpp"

#include <string>

#include "platform/messaging/codec.hpp"

namespace gatehouse::user::adapters {
namespace {

template <class Event>
messaging::Message message_of(const Event& event) {
  return messaging::message_of(event, "user:" + std::to_string(event.user_id));
}

}  // namespace

void OutboxEvents::append(const SignedUp& event) { outbox_.append(message_of(event)); }
void OutboxEvents::append(const EmailChangeRequested& event) { outbox_.append(message_of(event)); }
void OutboxEvents::append(const AccountChanged& event) { outbox_.append(message_of(event)); }
void OutboxEvents::append(const AddressReplaced& event) { outbox_.append(message_of(event)); }
void OutboxEvents::append(const Deleted& event) { outbox_.append(message_of(event)); }

}  // namespace gatehouse::user::adapters
