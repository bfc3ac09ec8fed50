#pragma once

// The code that goes out by itself, to the address of a new account or of a change: no more of these than an
// address may get in a day, so that nobody's mailbox is filled by signing it up.

#include <string_view>

#include "auth/app/guess_limits.hpp"
#include "auth/app/issue_code.hpp"

namespace gatehouse::auth {

/// Thread-safe. Called inside a transaction (by the handler of an event).
class IssueUnaskedCode {
 public:
  IssueUnaskedCode(IssueCode& issue_code, CodeRequestLimits& limits, Accounts& accounts)
      : issue_code_(issue_code), limits_(limits), accounts_(accounts) {}

  /// Where the day is used up, nothing is sent, and nobody is told.
  void operator()(UserId user, std::string_view email) {
    const auto key = accounts_.canonical_email(email);
    if (key && limits_.take_unasked(*key)) issue_code_(user, email);
  }

 private:
  IssueCode& issue_code_;
  CodeRequestLimits& limits_;
  Accounts& accounts_;
};

}  // namespace gatehouse::auth
