#pragma once

// Tells whose password this is. Whoever is not found, and whatever cannot be anybody's name or password,
// costs one hash like a wrong password does, so that neither the answer nor its time tells who has an
// account. A right password whose hash is of another cost than new ones is hashed anew: as long as it is not,
// its time differs from that of nobody.

#include <optional>
#include <string_view>

#include "user/app/ports.hpp"

namespace gatehouse::user {

/// Thread-safe. Hashes: for the hashing lane, and not inside a transaction.
class CheckPassword {
 public:
  using Outcome = Result<std::optional<PasswordProof>>;

  CheckPassword(Users& users, PasswordHasher& hasher) : users_(users), hasher_(hasher) {}

  /// A name that only looks like the account's is not it. Refuses only what `admit` refuses.
  Outcome by_nickname(std::string_view nickname, std::string_view password, Admit admit);
  /// Finds the account that has proven the address.
  Outcome by_email(std::string_view email, std::string_view password, Admit admit);

 private:
  Outcome check(const std::optional<Credential>& credential, std::string unknown_key,
                std::string_view password, Admit admit);
  bool is_right(const std::optional<Credential>& credential, std::string_view password);
  void keep_cost_in_force(const Credential& credential, std::string_view password);

  Users& users_;
  PasswordHasher& hasher_;
};

}  // namespace gatehouse::user
