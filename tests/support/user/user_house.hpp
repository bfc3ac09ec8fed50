#pragma once

// The user context of a test: its use cases' ports, faked in memory.

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"
#include "tests/support/user/limit_fakes.hpp"
#include "tests/support/user/memory_users.hpp"
#include "user/app/session_ports.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user::testing {

/// A hash that shows its password, and the count of what each would have cost.
class PlainHasher final : public PasswordHasher {
 public:
  std::string hash(std::string_view password) override {
    ++hashed;
    return "hash of " + std::string(password);
  }
  std::string unusable_hash() override { return "unusable hash " + std::to_string(++hashed); }
  bool verify(const std::string& stored, std::string_view password) override {
    ++verified;
    return stored == "hash of " + std::string(password) || stored == "cheap hash of " + std::string(password);
  }
  bool needs_rehash(const std::string& stored) override { return stored.starts_with("cheap"); }
  void verify_nobody() override { ++verified; }

  int hashed = 0;
  int verified = 0;
};

using AnyEvent = std::variant<SignedUp, EmailChangeRequested, AccountChanged, AddressReplaced, Deleted>;

class RecordedEvents final : public Events {
 public:
  void append(const SignedUp& event) override { all.emplace_back(event); }
  void append(const EmailChangeRequested& event) override { all.emplace_back(event); }
  void append(const AccountChanged& event) override { all.emplace_back(event); }
  void append(const AddressReplaced& event) override { all.emplace_back(event); }
  void append(const Deleted& event) override { all.emplace_back(event); }

  std::vector<AnyEvent> all;
};

/// Undoes what a refused body did to the users, the events and the audit trail. Calls `before_each` first:
/// what happens meanwhile.
class MemoryTransactions final : public Transactions {
 public:
  MemoryTransactions(MemoryUsers& users, RecordedEvents& events, gatehouse::testing::RecordedAudit& audit)
      : users_(users), events_(events), audit_(audit) {}

  std::function<void()> before_each = [] {};

 private:
  void run_body(FunctionRef<bool()> body) override {
    before_each();
    auto users = users_.state();
    auto events = events_.all;
    auto audited = audit_.all;
    if (body()) return;
    users_.restore(std::move(users));
    events_.all = std::move(events);
    audit_.all = std::move(audited);
  }

  MemoryUsers& users_;
  RecordedEvents& events_;
  gatehouse::testing::RecordedAudit& audit_;
};

/// "others of 1 but s", "everything of 1": what was asked for, and what of it was committed.
class RecordedSessions final : public OpenSessions {
 public:
  AfterCommit end_others(UserId user, const std::string& session) override {
    return note("others of " + std::to_string(user.value) + " but " + session);
  }
  AfterCommit end_everything(UserId user) override {
    return note("everything of " + std::to_string(user.value));
  }

  std::vector<std::string> asked;
  std::vector<std::string> committed;

 private:
  AfterCommit note(const std::string& what) {
    asked.push_back(what);
    return [this, what] { committed.push_back(what); };
  }
};

struct UserHouse {
  MemoryUsers users;
  PlainHasher hasher;
  PasswordPolicy policy;
  RecordedSessions sessions;
  RecordedEvents events;
  FakeSignUpLimits sign_up_limits;
  FakePasswordGuesses guesses;
  gatehouse::testing::RecordedAudit audit;
  MemoryTransactions transactions{users, events, audit};
  gatehouse::testing::ManualClock clock;

  /// Somebody with the password `quiet lantern`.
  User member(std::string_view nickname = "kim", std::string_view email = "kim@example.com") {
    const auto user =
        users.add({*Nickname::parse(nickname), *Email::parse(email), "hash of quiet lantern", clock.now()});
    clock.advance(std::chrono::minutes{1});
    return user.value();
  }

  /// The same with the address proven.
  User proven_member(std::string_view nickname = "kim", std::string_view email = "kim@example.com") {
    const User user = member(nickname, email);
    users.confirm(user.id, *Email::parse(email), clock.now());
    return users.find(user.id).value();
  }
};

}  // namespace gatehouse::user::testing
