#include "auth/adapters/session_events.hpp"

#include "auth/adapters/listening.hpp"

namespace gatehouse::auth::adapters {

void SessionEvents::subscribe_to(messaging::Relay& relay) {
  listen<SessionReused>(relay, "auth.send_notice", *this, &SessionEvents::on_reused);
}

void SessionEvents::on_reused(const messaging::Delivery& delivery) {
  tell_of_reuse_(event_of<SessionReused>(delivery));
}

}  // namespace gatehouse::auth::adapters
