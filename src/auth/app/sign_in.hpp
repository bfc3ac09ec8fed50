#pragma once

// A name and a password for a token. Whoever asks learns only whether both belong together.

#include <string>

#include "auth/app/issue_access_token.hpp"
#include "auth/app/ports.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

struct SignedIn {
  IssuedToken token;
  UserId user;
};

/// Thread-safe. Hashes: call it on the hashing lane, outside a transaction.
class SignIn {
 public:
  SignIn(Accounts& accounts, IssueAccessToken& issue_token)
      : accounts_(accounts), issue_token_(issue_token) {}

  /// Refuses with `invalid_credentials`, after the same work whatever was wrong.
  Result<SignedIn> by_nickname(std::string_view nickname, std::string_view password);
  /// Finds the account that has proven the address.
  Result<SignedIn> by_email(std::string_view email, std::string_view password);

 private:
  Result<SignedIn> welcome(std::optional<UserId> user);

  Accounts& accounts_;
  IssueAccessToken& issue_token_;
};

}  // namespace gatehouse::auth
