#pragma once

// Puts this context's events into the outbox.

#include "auth/app/ports.hpp"
#include "platform/messaging/outbox.hpp"

namespace gatehouse::auth::adapters {

class OutboxEvents final : public Events {
 public:
  explicit OutboxEvents(messaging::Outbox& outbox) : outbox_(outbox) {}

  void append(const VerificationRequested& event) override;
  void append(const SessionReused& event) override;
  void append(const PasswordResetRequested& event) override;

 private:
  messaging::Outbox& outbox_;
};

}  // namespace gatehouse::auth::adapters
