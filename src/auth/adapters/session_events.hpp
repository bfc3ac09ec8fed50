#pragma once

// What this context does when it hears of its own sessions. Safe to run twice: a second notice says the same.

#include "auth/app/tell_of_reuse.hpp"
#include "platform/messaging/message.hpp"
#include "platform/messaging/relay.hpp"

namespace gatehouse::auth::adapters {

class SessionEvents {
 public:
  explicit SessionEvents(TellOfReuse& tell_of_reuse) : tell_of_reuse_(tell_of_reuse) {}

  /// This must live as long as the relay runs.
  void subscribe_to(messaging::Relay& relay);

  void on_reused(const messaging::Delivery& delivery);

 private:
  TellOfReuse& tell_of_reuse_;
};

}  // namespace gatehouse::auth::adapters
