#pragma once

// What the use cases of recovery ask of the world, in memory.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "auth/app/guess_limits.hpp"
#include "auth/app/recovery_ports.hpp"
#include "auth/app/sign_in_ports.hpp"
#include "tests/support/auth/fakes.hpp"

namespace gatehouse::testing {

/// The same people as those of `FakeAccounts`, with passwords. "nobody's" is nobody's password, "own name"
/// nobody may have for their own.
class FakeRecovery final : public auth::RecoverableAccounts {
 public:
  explicit FakeRecovery(FakeAccounts& accounts) : accounts_(accounts) {}

  std::optional<FieldFault> password_fault(std::string_view field, std::string_view typed) override {
    if (typed != "nobody's") return std::nullopt;
    return FieldFault{std::string(field), "too_common", "No."};
  }
  Result<auth::NewPassword> prepare_password(UserId user, std::string_view field,
                                             std::string_view typed) override {
    ++hashes;
    const auto contact = accounts_.contact(user);
    if (!contact) return refuse(ErrorCode{Fault::unauthenticated, "gone", ""});
    if (typed == "own name") return refuse(FieldFaults{{std::string(field), "too_common", "Your own."}});
    auth::NewPassword prepared{std::string(typed), contact->credential_version};
    meanwhile();
    return prepared;
  }
  std::string unusable_hash() override {
    ++hashes;
    return "unusable";
  }
  bool set_password(UserId user, const auth::NewPassword& password,
                    const std::optional<std::string>& proven_email) override {
    const auto contact = accounts_.contact(user);
    if (!contact || contact->credential_version != password.credential_version) return false;
    if (proven_email && !(contact->verified && contact->email == *proven_email)) return false;
    become(user, password.hash);
    told.push_back(user);
    return true;
  }
  std::optional<auth::Restored> restore(UserId user, const auth::FormerAddress& former,
                                        const std::optional<std::string>& password_hash) override {
    if (!accounts_.contact(user)) return std::nullopt;
    accounts_.move(user, former.email, former.verified_at.has_value() && !address_is_elsewhere);
    if (password_hash) become(user, *password_hash);
    return auth::Restored{address_is_elsewhere, accounts_.contact(user)->credential_version};
  }

  void become(UserId user, const std::string& password) {
    passwords[user] = password;
    accounts_.versions[user] = accounts_.contact(user)->credential_version + 1;
  }

  std::map<UserId, std::string> passwords;
  std::vector<UserId> told;
  int hashes = 0;
  bool address_is_elsewhere = false;
  std::function<void()> meanwhile = [] {};  // while a password is hashed

 private:
  FakeAccounts& accounts_;
};

/// Notes whose sessions end.
class EndedSessions final : public auth::OpenSessions {
 public:
  std::function<void()> end_all(UserId user) override {
    ended.push_back(user);
    return [this, user] { told.push_back(user); };
  }

  std::vector<UserId> ended;
  std::vector<UserId> told;
};

class CountingGuessLimits final : public auth::GuessLimits {
 public:
  Result<void> admit(auth::Guess, const std::string&) override {
    if (refuses) return refuse_for(std::chrono::seconds{60});
    ++spent;
    return {};
  }
  void forgive(auth::Guess, const std::string&) override { --spent; }

  bool refuses = false;
  int spent = 0;
};

class CountingCodeLimits final : public auth::CodeRequestLimits {
 public:
  Result<void> take(std::string_view email_key) override {
    if (refuses) return refuse_for(std::chrono::seconds{60});
    taken.emplace_back(email_key);
    return {};
  }
  bool take_unasked(std::string_view) override { return !refuses; }

  bool refuses = false;
  std::vector<std::string> taken;
};

class ForgettingLimits final : public auth::SignInLimits {
 public:
  Result<void> admit(const auth::SignInAttempt&) override { return {}; }
  void forgive(const auth::SignInAttempt&) override {}
  void forget(UserId user, const std::string&) override { forgotten.push_back(user); }

  std::vector<UserId> forgotten;
};

class PlainSecretHashes final : public auth::SecretHashes {
 public:
  std::string of_reset_handle(std::string_view handle) override { return "handle " + std::string(handle); }
  std::string of_undo_token(std::string_view token) override { return "token " + std::string(token); }
};

class WithdrawnNotices final : public auth::PendingNotices {
 public:
  void withdraw(UserId user) override { of.push_back(user); }

  std::vector<UserId> of;
};

}  // namespace gatehouse::testing
