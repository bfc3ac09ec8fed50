#pragma once

// Where a mail is put down in the same transaction as what it tells of, so that a request never waits for a
// mail server, and neither can be without the other.

#include <optional>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "platform/mail/mail.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::mail {

struct MailStatus {
  std::int64_t waiting = 0;  // those that are just being sent included
  std::int64_t dead = 0;
  std::chrono::milliseconds oldest_age{0};  // of the oldest that waits
};

/// Thread-safe. What writes joins the transaction of the calling thread.
class MailQueue {
 public:
  MailQueue(sql::Database& database, crypto::SealedBox box, const Clock& clock);

  /// After `useless_after` it is given up rather than sent.
  void put(const Mail& mail, UserId user, std::optional<Time> useless_after = std::nullopt);

  /// Takes back what waits of one kind for a person: a newer mail says what counts now.
  void withdraw(UserId user, const std::string& kind);
  /// Everything that is there of a person.
  void forget(UserId user);

  MailStatus status() const;

  sql::Database& database() { return database_; }
  const crypto::SealedBox& box() const { return box_; }
  const Clock& clock() const { return clock_; }

 private:
  sql::Database& database_;
  const crypto::SealedBox box_;
  const Clock& clock_;
};

}  // namespace gatehouse::mail
