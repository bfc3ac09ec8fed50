#pragma once

// What other contexts may ask the one that knows who somebody is. Asked in process and answered at once; an
// answer joins the transaction of the thread that asks, so that what follows from it is kept together with it
// or not at all.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/function_ref.hpp"
#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::user {

/// What became of the proof that an address is its account's own.
enum class Confirmation {
  confirmed,  // the account's address is verified now (a pending one has taken the place of the old one)
  taken,      // another account has verified it meanwhile
  not_held,   // that account does not (or no longer) hold the address unverified or pending
};

/// Where somebody can be written to, and how.
struct Contact {
  UserId user;
  std::string email;  // as stored
  bool verified = false;
  std::string language;                 // `en` or `ko`
  std::int64_t credential_version = 1;  // another one with each password

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// Whom a typed name leads to, before any password is looked at.
struct Login {
  std::optional<UserId> user;
  std::string key;  // to count by: one for each account, however it was named; for nobody's name one for all
                    // spellings of it
};

/// Asked between finding the account and hashing: a refusal is passed on, and nothing is hashed.
using Admit = FunctionRef<Result<void>(const Login&)>;

/// That somebody knew the password of an account. It is worth something for as long as it `is_current`.
struct PasswordProof {
  UserId user;
  std::int64_t credential_version = 0;

  friend bool operator==(const PasswordProof&, const PasswordProof&) = default;
};

/// Thread-safe. Throws `Unavailable`.
class Questions {
 public:
  virtual ~Questions() = default;

  /// Whose password this is, by the account's nickname; nothing where it is nobody's. Unknown, misshapen and
  /// wrong cost the same hash, which is one of the slow ones: ask on the hashing lane, outside a transaction.
  virtual Result<std::optional<PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                          std::string_view password,
                                                                          Admit admit) = 0;
  /// The same by e-mail, which only finds the account that has verified it.
  virtual Result<std::optional<PasswordProof>> check_password_by_email(std::string_view email,
                                                                       std::string_view password,
                                                                       Admit admit) = 0;
  /// Whether the account is still there and its password has not been changed since the proof.
  virtual bool is_current(const PasswordProof& proof) = 0;

  virtual bool account_exists(UserId user) = 0;

  virtual std::optional<Contact> contact(UserId user) = 0;
  /// Of the account that has proven the address.
  virtual std::optional<Contact> owner_of(std::string_view email) = 0;

  /// The key that every spelling of an address has in common; nothing where the text is no address. Pure:
  /// asks no database.
  virtual std::optional<std::string> canonical_email(std::string_view email) = 0;

  /// The address as stored, where that account holds it and has not proven it: as its unverified or its
  /// pending one.
  virtual std::optional<std::string> awaits_proof(UserId user, std::string_view email) = 0;

  /// To be called when `user` has proven `email`.
  virtual Confirmation confirm_address(UserId user, std::string_view email) = 0;
};

}  // namespace gatehouse::user
