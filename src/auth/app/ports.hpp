#pragma once

// What the use cases of this context need from the world, in their own words. Each port is a collection, a
// question or one act; the adapters stand behind them, and tests put fakes there.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/app/mailer.hpp"
#include "auth/domain/access_token.hpp"
#include "auth/domain/verification_code.hpp"
#include "auth/messages/password_reset_requested.hpp"
#include "auth/messages/session_reused.hpp"
#include "auth/messages/verification_requested.hpp"
#include "kernel/clock.hpp"
#include "kernel/function_ref.hpp"
#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

enum class Confirmation { confirmed, taken, not_held };

/// Where somebody can be written to, and in which language (`en`, `ko`).
struct Contact {
  UserId user;
  std::string email;
  bool verified = false;
  std::string language;
  std::int64_t credential_version = 1;  // another one with each password

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// Whom a typed name leads to: the key is one for each account, however it was named, and for nobody's name
/// one for all spellings of it.
struct Login {
  std::optional<UserId> user;
  std::string key;
};

/// Asked between finding the account and hashing: a refusal is passed on, and nothing is hashed.
using Admit = FunctionRef<Result<void>(const Login&)>;

/// That somebody knew the password of an account; worth something for as long as it `is_current`.
struct PasswordProof {
  UserId user;
  std::int64_t credential_version = 0;

  friend bool operator==(const PasswordProof&, const PasswordProof&) = default;
};

/// What this context asks the one that knows who somebody is. An answer joins the transaction of the thread
/// that asks.
class Accounts {
 public:
  virtual ~Accounts() = default;

  /// Unknown, misshapen and wrong cost the same slow hash.
  virtual Result<std::optional<PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                          std::string_view password,
                                                                          Admit admit) = 0;
  virtual Result<std::optional<PasswordProof>> check_password_by_email(std::string_view email,
                                                                       std::string_view password,
                                                                       Admit admit) = 0;
  /// Whether the password has not been changed since, and the account not been deleted.
  virtual bool is_current(const PasswordProof& proof) = 0;
  virtual bool exists(UserId user) = 0;
  virtual std::optional<Contact> contact(UserId user) = 0;
  /// Of the account that has proven the address.
  virtual std::optional<Contact> owner_of(std::string_view email) = 0;
  /// What all spellings of an address have in common; nothing where it is none.
  virtual std::optional<std::string> canonical_email(std::string_view email) = 0;
  /// The address as stored, where that account holds it unproven.
  virtual std::optional<std::string> awaits_proof(UserId user, std::string_view email) = 0;
  virtual Confirmation confirm_address(UserId user, std::string_view email) = 0;
};

/// A code as it is kept: its digits are not in here.
struct KeptCode {
  UserId user;
  Purpose purpose = Purpose::verify_email;
  std::string email;
  std::string email_key;
  std::string hash;
  Time created_at;
  Time expires_at;
};

struct CodeUnderTest {
  std::string email;
  std::string hash;
};

/// One code at most for each user and purpose.
class VerificationCodes {
 public:
  virtual ~VerificationCodes() = default;

  /// Takes the place of an older one, whatever address that was for.
  virtual void put(const KeptCode& code) = 0;

  /// Makes the code that is out for this address unusable.
  virtual void supersede(UserId user, Purpose purpose, std::string_view email_key, Time now) = 0;

  /// Spends one attempt and says what to hold the guess against; nothing where no code is out for that
  /// address, or it is expired, used, or has no attempt left. One statement: guesses that come together are
  /// counted one by one.
  virtual std::optional<CodeUnderTest> spend_attempt(UserId user, Purpose purpose, std::string_view email_key,
                                                     Time now) = 0;

  /// Writes, and changes nothing that counts. Every guess does so once after its attempt, and writes two rows
  /// instead of one where no attempt was spent: so that one at nothing asks the database for the same, and
  /// has as much to commit.
  virtual void spend_nothing(bool attempt_spent) = 0;

  /// False where that very code is not out any more.
  virtual bool use(UserId user, Purpose purpose, std::string_view hash, Time now) = 0;

  virtual void forget(UserId user) = 0;

  /// Deletes at most `limit` codes that expired by `now`; says how many.
  virtual std::int64_t sweep(Time now, std::int64_t limit) = 0;
};

/// The keyed hash under which a code is kept.
class CodeHashes {
 public:
  virtual ~CodeHashes() = default;
  /// `bound_to`: what else the code is good for alone, as the key of an address.
  virtual std::string hash(Purpose purpose, UserId user, std::string_view bound_to,
                           const VerificationCode& code) = 0;
  /// In constant time.
  virtual bool equal(std::string_view a, std::string_view b) = 0;
};

class Randomness {
 public:
  virtual ~Randomness() = default;
  /// Each code is equally likely.
  virtual VerificationCode code() = 0;
  /// 128 bits as text.
  virtual std::string token_id() = 0;
  /// 256 bits as text.
  virtual std::string secret() = 0;
};

/// What this context tells the others, in the transaction of the thread that tells it.
class Events {
 public:
  virtual ~Events() = default;
  virtual void append(const VerificationRequested& event) = 0;
  virtual void append(const SessionReused& event) = 0;
  virtual void append(const PasswordResetRequested& event) = 0;
};

/// Signs tokens, and reads those that were signed here.
class AccessTokens {
 public:
  virtual ~AccessTokens() = default;
  virtual std::string sign(const AccessToken& token) = 0;
  /// The claims of a token with a good signature of ours; nothing for any other text.
  virtual std::optional<TokenClaims> open(std::string_view text) = 0;
};

}  // namespace gatehouse::auth
