#pragma once

// What the code of a reset is good for: one handle, one account, the address it was sent to and the password
// in whose place a new one is to come. All of it stands in the hash of the code, so that a code dies by
// itself when the password or the address becomes another one.

#include <string>
#include <string_view>

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

/// `owner`: as they are now; nothing where there is nobody, which costs the same.
inline std::string reset_code_hash(CodeHashes& hashes, Accounts& accounts,
                                   const std::optional<Contact>& owner, std::string_view handle_hash,
                                   const VerificationCode& code) {
  const Contact contact = owner.value_or(Contact{.user = {}, .email = "nobody@nowhere.invalid"});
  const std::string key = accounts.canonical_email(contact.email).value_or(std::string());
  const std::string bound_to =
      std::string(handle_hash) + '\n' + std::to_string(contact.credential_version) + '\n' + key;
  return hashes.hash(Purpose::reset_password, contact.user, bound_to, code);
}

}  // namespace gatehouse::auth
