#pragma once

// What the use cases of recovery ask of the world, in memory.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "auth/app/recovery_ports.hpp"
#include "auth/messages/session_requests.hpp"
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
    before();
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
  std::function<void()> before = [] {};     // the account is looked at for a password
  std::function<void()> meanwhile = [] {};  // while a password is hashed

 private:
  FakeAccounts& accounts_;
};

/// Notes whose sessions end.
class EndedSessions final : public auth::SessionRequests {
 public:
  std::vector<auth::Revocation> end_sessions(UserId, std::optional<std::string_view>) override { return {}; }
  std::vector<auth::Revocation> end_everything(UserId user) override {
    ended.push_back(user);
    return {{.user = user, .not_before = 1, .created_at = {}, .expires_at = {}}};
  }
  void committed(const std::vector<auth::Revocation>& revocations) override {
    for (const auto& revocation : revocations) told.push_back(revocation.user);
  }

  std::vector<UserId> ended;
  std::vector<UserId> told;
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
