#include "auth/adapters/session_events.hpp"

#include "platform/messaging/codec.hpp"

namespace gatehouse::auth::adapters {

void SessionEvents::subscribe_to(messaging::Relay& relay) {
  relay.subscribe(std::string(SessionReused::type), "auth.send_notice",
                  [this](const messaging::Delivery& delivery) { on_reused(delivery); });
}

void SessionEvents::on_reused(const messaging::Delivery& delivery) {
  tell_of_reuse_(messaging::decode<SessionReused>(delivery.message.payload));
}

}  // namespace gatehouse::auth::adapters
