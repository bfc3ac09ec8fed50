#pragma once

// The users of a test, in memory: the same contract as the SQL ones, which one suite of tests holds both
// against.

#include <map>
#include <mutex>
#include <utility>

#include "kernel/unavailable.hpp"
#include "user/app/ports.hpp"

namespace gatehouse::user::testing {

class MemoryUsers final : public Users {
 public:
  std::optional<User> add(const NewUser& newcomer) override {
    const std::scoped_lock hold(lock_);
    if (is_taken(newcomer.nickname, UserId{})) return std::nullopt;
    const UserId id{++state_.last_id};
    User user{id, newcomer.nickname.text(), newcomer.email.text(), {}, {}, newcomer.at, newcomer.at};
    Record record{std::move(user),        newcomer.nickname, newcomer.email, {},
                  newcomer.password_hash, newcomer.language};
    return state_.records.emplace(id, std::move(record)).first->second.user;
  }

  std::optional<User> find(UserId user) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    return record ? std::optional(record->user) : std::nullopt;
  }

  std::optional<std::string> password_hash(UserId user) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    return record ? std::optional(record->password_hash) : std::nullopt;
  }

  std::optional<std::int64_t> credential_version(UserId user) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    return record ? std::optional(record->credential_version) : std::nullopt;
  }

  std::optional<Credential> credential_by_nickname(const Nickname& nickname) override {
    return credential_where([&](const Record& record) { return record.nickname.key() == nickname.key(); });
  }
  std::optional<Credential> credential_by_email(const Email& email) override {
    return credential_where([&](const Record& record) { return is_proven(record, email); });
  }

  Change change(UserId user, const UserChange& change) override {
    const std::scoped_lock hold(lock_);
    Record* record = record_of(user);
    if (!record) return {ChangeOutcome::gone};
    if (change.verified_hash && *change.verified_hash != record->password_hash) {
      return {ChangeOutcome::password_changed_meanwhile};
    }
    if (change.nickname && is_taken(*change.nickname, user)) return {ChangeOutcome::taken};
    if (change.nickname) {
      record->nickname = *change.nickname;
      record->user.nickname = change.nickname->text();
    }
    if (change.pending_email) {
      record->pending = *change.pending_email;
      record->user.pending_email = change.pending_email->text();
    }
    if (change.password_hash) set_password(*record, *change.password_hash);
    if (change.password_hash && !change.pending_email) drop_pending(*record);
    record->user.updated_at = change.at;
    return {ChangeOutcome::changed, record->user};
  }

  std::optional<std::string> unproven_address(UserId user, const Email& email) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    if (!record) return std::nullopt;
    if (holds_unproven(*record, email)) return record->email.text();
    if (awaits(*record, email)) return record->pending->text();
    return std::nullopt;
  }

  Confirmation confirm(UserId user, const Email& email, Time at) override {
    const std::scoped_lock hold(lock_);
    Record* record = record_of(user);
    if (!record || !(holds_unproven(*record, email) || awaits(*record, email))) return Confirmation::not_held;
    if (is_proven_by_other(user, email)) return Confirmation::taken;
    if (!holds_unproven(*record, email)) {
      record->email = *record->pending;
      record->user.email = record->email.text();
      drop_pending(*record);
    }
    record->user.email_verified_at = at;
    record->user.updated_at = at;
    return Confirmation::confirmed;
  }

  std::optional<Contact> contact(UserId user) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    return record ? std::optional(contact_of(*record)) : std::nullopt;
  }
  std::optional<Contact> owner_of(const Email& email) override {
    const std::scoped_lock hold(lock_);
    for (const auto& [id, record] : state_.records) {
      if (is_proven(record, email)) return contact_of(record);
    }
    return std::nullopt;
  }

  bool reset_password(UserId user, const PasswordReset& reset) override {
    const std::scoped_lock hold(lock_);
    Record* record = record_of(user);
    if (!record || record->credential_version != reset.credential_version) return false;
    if (reset.proven_email && !is_proven(*record, *reset.proven_email)) return false;
    set_password(*record, reset.hash);
    drop_pending(*record);
    record->user.updated_at = reset.at;
    return true;
  }

  std::optional<Restored> restore(UserId user, const Restoration& restoration) override {
    const std::scoped_lock hold(lock_);
    Record* record = record_of(user);
    if (!record) return std::nullopt;
    const bool elsewhere = restoration.verified_at && is_proven_by_other(user, restoration.email);
    const bool is_present = record->email.key() == restoration.email.key();
    if (!is_present || !record->user.email_verified_at)
      record->user.email_verified_at = elsewhere ? std::nullopt : restoration.verified_at;
    record->email = restoration.email;
    record->user.email = restoration.email.text();
    if (restoration.password_hash) set_password(*record, *restoration.password_hash);
    drop_pending(*record);
    record->user.updated_at = restoration.at;
    return Restored{elsewhere, record->credential_version};
  }

  bool rehash(UserId user, const std::string& old_hash, const std::string& new_hash) override {
    const std::scoped_lock hold(lock_);
    if (cannot_write) throw Unavailable("the database is away");
    Record* record = record_of(user);
    if (!record || record->password_hash != old_hash) return false;
    record->password_hash = new_hash;
    return true;
  }

  bool remove(UserId user, const std::string& verified_hash) override {
    const std::scoped_lock hold(lock_);
    const Record* record = record_of(user);
    if (!record || record->password_hash != verified_hash) return false;
    state_.records.erase(user);
    return true;
  }

 private:
  struct Record {
    User user;
    Nickname nickname;
    Email email;
    std::optional<Email> pending;
    std::string password_hash;
    Language language = Language::english;
    std::int64_t credential_version = 1;
  };

 public:
  /// All there is, so that a test's transaction can be undone. An id stays given.
  struct State {
    std::map<UserId, Record> records;
    std::int64_t last_id = 0;
  };
  State state() const {
    const std::scoped_lock hold(lock_);
    return state_;
  }
  void restore(State state) {
    const std::scoped_lock hold(lock_);
    state.last_id = state_.last_id;
    state_ = std::move(state);
  }

  bool cannot_write = false;  // as `rehash` meets it

 private:
  Record* record_of(UserId user) {
    const auto found = state_.records.find(user);
    return found == state_.records.end() ? nullptr : &found->second;
  }

  bool is_taken(const Nickname& nickname, UserId but_by) const {
    for (const auto& [id, record] : state_.records) {
      const bool same = record.nickname.key() == nickname.key() || record.nickname.look() == nickname.look();
      if (id != but_by && same) return true;
    }
    return false;
  }

  bool is_proven_by_other(UserId user, const Email& email) const {
    for (const auto& [id, other] : state_.records) {
      if (id != user && is_proven(other, email)) return true;
    }
    return false;
  }

  static Contact contact_of(const Record& record) {
    return {.user = record.user.id,
            .email = record.user.email,
            .verified = record.user.email_verified_at.has_value(),
            .language = std::string(name_of(record.language)),
            .credential_version = record.credential_version};
  }
  static void set_password(Record& record, const std::string& hash) {
    record.password_hash = hash;
    ++record.credential_version;
  }
  static void drop_pending(Record& record) {
    record.pending.reset();
    record.user.pending_email.reset();
  }
  static bool is_proven(const Record& record, const Email& email) {
    return record.user.email_verified_at && record.email.key() == email.key();
  }
  static bool holds_unproven(const Record& record, const Email& email) {
    return !record.user.email_verified_at && record.email.key() == email.key();
  }
  static bool awaits(const Record& record, const Email& email) {
    return record.pending && record.pending->key() == email.key();
  }

  template <class Is>
  std::optional<Credential> credential_where(Is is) {
    const std::scoped_lock hold(lock_);
    for (const auto& [id, record] : state_.records) {
      if (is(record))
        return Credential{id, record.user.nickname, record.password_hash, record.credential_version};
    }
    return std::nullopt;
  }

  mutable std::mutex lock_;
  State state_;
};

}  // namespace gatehouse::user::testing
