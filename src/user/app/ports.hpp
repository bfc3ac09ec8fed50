#pragma once

// What the use cases of this context need of the world, in their own words. Adapters bring it; tests bring
// fakes.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "kernel/transactions.hpp"
#include "user/domain/email.hpp"
#include "user/domain/language.hpp"
#include "user/domain/nickname.hpp"
#include "user/domain/user.hpp"
#include "user/messages/account_changed.hpp"
#include "user/messages/account_recovery.hpp"
#include "user/messages/address_replaced.hpp"
#include "user/messages/deleted.hpp"
#include "user/messages/email_change_requested.hpp"
#include "user/messages/questions.hpp"
#include "user/messages/signed_up.hpp"

namespace gatehouse::user {

struct NewUser {
  Nickname nickname;
  Email email;
  std::string password_hash;
  Time at;
  Language language = Language::english;
};

/// What to change of one account; what is empty stays, but that a new password without a new address ends a
/// pending one.
struct UserChange {
  std::optional<Nickname> nickname{};
  std::optional<Email> pending_email{};
  std::optional<std::string> password_hash{};
  /// The change holds only while this is the account's hash: the one that the current password was checked
  /// against.
  std::optional<std::string> verified_hash{};
  Time at{};
};

enum class ChangeOutcome { changed, taken, password_changed_meanwhile, gone };

struct Change {
  ChangeOutcome outcome = ChangeOutcome::gone;
  std::optional<User> user{};  // as it is now, where it was changed

  bool operator==(ChangeOutcome other) const { return outcome == other; }
};

/// A password in the place of one that need not be known.
struct PasswordReset {
  std::string hash;
  std::int64_t credential_version = 0;  // the reset holds only while this is the account's
  std::optional<Email> proven_email{};  // and while it has proven this address
  Time at{};
};

/// The way back to a former address.
struct Restoration {
  Email email;
  std::optional<Time> verified_at{};
  std::optional<std::string> password_hash{};
  Time at{};
};

/// How an account is signed in to.
struct Credential {
  UserId user;
  std::string nickname;  // as stored
  std::string password_hash;
  std::int64_t version = 0;  // rises with each new password
};

/// Everybody who has an account. Thread-safe; joins the transaction of the calling thread. Throws
/// `Unavailable`.
class Users {
 public:
  virtual ~Users() = default;

  /// Nothing where the nickname, or one that passes for it, is taken.
  virtual std::optional<User> add(const NewUser& newcomer) = 0;

  virtual std::optional<User> find(UserId user) = 0;
  virtual std::optional<std::string> password_hash(UserId user) = 0;
  virtual std::optional<Contact> contact(UserId user) = 0;
  /// Of the account that has proven the address.
  virtual std::optional<Contact> owner_of(const Email& email) = 0;

  /// Rises with each new password, not where the same one is hashed anew; nothing where the account is gone.
  virtual std::optional<std::int64_t> credential_version(UserId user) = 0;
  /// By key: the nickname found may be another that only looks like this one.
  virtual std::optional<Credential> credential_by_nickname(const Nickname& nickname) = 0;
  /// Of the account that has proven the address.
  virtual std::optional<Credential> credential_by_email(const Email& email) = 0;

  /// One conditional statement; checks, and changes all or nothing.
  virtual Change change(UserId user, const UserChange& change) = 0;

  /// The address as stored, where the account holds it unverified or pending.
  virtual std::optional<std::string> unproven_address(UserId user, const Email& email) = 0;
  /// Marks the address as proven; a pending one takes the place of the old one. Lets one account have it
  /// only.
  virtual Confirmation confirm(UserId user, const Email& email, Time at) = 0;

  /// One conditional statement; ends a pending address too.
  virtual bool reset_password(UserId user, const PasswordReset& reset) = 0;
  /// Nothing where the account is gone. An address that another account has proven is unverified here.
  virtual std::optional<Restored> restore(UserId user, const Restoration& restoration) = 0;

  /// Keeps the same password under another hash; false where `old_hash` is not the account's any more.
  virtual bool rehash(UserId user, const std::string& old_hash, const std::string& new_hash) = 0;

  /// Erases the account where `verified_hash` still is its hash; false where it is not, or the account is
  /// gone.
  virtual bool remove(UserId user, const std::string& verified_hash) = 0;
};

/// Thread-safe. Slow: a core and its memory for some milliseconds a call. Throws `Unavailable`.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;
  virtual std::string hash(std::string_view password) = 0;
  /// A hash like any other of no password at all.
  virtual std::string unusable_hash() = 0;
  virtual bool verify(const std::string& stored, std::string_view password) = 0;
  /// Whether a new hash would cost otherwise than this one does.
  virtual bool needs_rehash(const std::string& stored) = 0;
  /// The work of `verify`, where there is no account to verify: so that time does not tell.
  virtual void verify_nobody() = 0;
};

/// Tells the other contexts what happened, in the same transaction as the change itself.
class Events {
 public:
  virtual ~Events() = default;
  virtual void append(const SignedUp& event) = 0;
  virtual void append(const EmailChangeRequested& event) = 0;
  virtual void append(const AccountChanged& event) = 0;
  virtual void append(const AddressReplaced& event) = 0;
  virtual void append(const Deleted& event) = 0;
};

}  // namespace gatehouse::user
