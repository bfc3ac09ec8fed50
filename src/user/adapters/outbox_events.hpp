#pragma once

// Puts this context's events into the outbox, in order for each user.

#include "platform/messaging/outbox.hpp"
#include "user/app/ports.hpp"

namespace gatehouse::user::adapters {

class OutboxEvents final : public Events {
 public:
  explicit OutboxEvents(messaging::Outbox& outbox) : outbox_(outbox) {}

  void append(const SignedUp& event) override;
  void append(const EmailChangeRequested& event) override;
  void append(const AccountChanged& event) override;
  void append(const AddressReplaced& event) override;
  void append(const Deleted& event) override;

 private:
  messaging::Outbox& outbox_;
};

}  // namespace gatehouse::user::adapters
