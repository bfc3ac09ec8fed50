#pragma once

// Changes that the outbox has yet to tell of.

#include <string>

#include "auth/app/recovery_ports.hpp"
#include "platform/messaging/outbox.hpp"
#include "user/messages/account_changed.hpp"
#include "user/messages/address_replaced.hpp"

namespace gatehouse::auth::adapters {

class OutboxNotices final : public PendingNotices {
 public:
  explicit OutboxNotices(messaging::Outbox& outbox) : outbox_(outbox) {}

  void withdraw(UserId user) override {
    const std::string subject = "user:" + std::to_string(user.value);
    outbox_.withdraw(std::string(user::AccountChanged::type), subject);
    outbox_.withdraw(std::string(user::AddressReplaced::type), subject);
  }

 private:
  messaging::Outbox& outbox_;
};

}  // namespace gatehouse::auth::adapters
