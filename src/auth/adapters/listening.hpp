#pragma once

// How handlers of events come to the relay, and to the event that a delivery carries.

#include <string>
#include <utility>

#include "platform/messaging/codec.hpp"
#include "platform/messaging/message.hpp"
#include "platform/messaging/relay.hpp"

namespace gatehouse::auth::adapters {

/// `handlers` must live as long as the relay runs; `name` as in `Relay::subscribe`.
template <class Event, class Handlers>
void listen(messaging::Relay& relay, std::string name, Handlers& handlers,
            void (Handlers::*handler)(const messaging::Delivery&)) {
  relay.subscribe(
      std::string(Event::type), std::move(name),
      [&handlers, handler](const messaging::Delivery& delivery) { (handlers.*handler)(delivery); });
}

/// Throws `BadPayload`.
template <class Event>
Event event_of(const messaging::Delivery& delivery) {
  return messaging::decode<Event>(delivery.message.payload);
}

}  // namespace gatehouse::auth::adapters
