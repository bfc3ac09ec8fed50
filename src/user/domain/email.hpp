#pragma once

// An address that mail can be sent to: what was checked is what is stored is what is sent. Whose it is, is
// another question, which only a proof answers.

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

/// An RFC 5321 mailbox with a dot-string ASCII local part and a domain of two labels or more.
class Email {
 public:
  static constexpr std::size_t max_length = 254;       // octets of the stored form (RFC 5321, 4.5.3.1.3)
  static constexpr std::size_t max_local_length = 64;  // octets (4.5.3.1.1)

  static std::expected<Email, ValueFault> parse(std::string_view typed);

  /// As typed, but for the domain, which is in lower-case A-label form.
  const std::string& text() const { return text_; }
  /// All in lower case: two addresses with one key are the same.
  const std::string& key() const { return key_; }

 private:
  Email(std::string text, std::string key) : text_(std::move(text)), key_(std::move(key)) {}

  std::string text_;
  std::string key_;
};

}  // namespace gatehouse::user
