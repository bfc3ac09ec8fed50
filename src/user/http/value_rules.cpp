#include "user/http/value_rules.hpp"

#include "user/domain/email.hpp"
#include "user/domain/nickname.hpp"

namespace gatehouse::user::api {
namespace {

http::RuleFault as_rule_fault(ValueFault fault) { return {std::string(fault.code), std::move(fault.detail)}; }

template <class Value>
std::optional<http::RuleFault> fault_of(const std::expected<Value, ValueFault>& value) {
  if (value) return std::nullopt;
  return as_rule_fault(value.error());
}

}  // namespace

std::optional<http::RuleFault> EmailRule::check(const std::string& typed) const {
  return fault_of(Email::parse(typed));
}

void EmailRule::describe(boost::json::object& schema) const {
  schema["format"] = "idn-email";
  schema["maxLength"] = Email::max_length;
  http::add_description(
      schema,
      "A mailbox with an ASCII local part and a domain of two labels or more, which is kept in "
      "lower-case A-label form; no quotes, comments or address literals.");
}

std::optional<http::RuleFault> NicknameRule::check(const std::string& typed) const {
  return fault_of(Nickname::parse(typed));
}

void NicknameRule::describe(boost::json::object& schema) const {
  schema["minLength"] = Nickname::min_length;
  schema["maxLength"] = Nickname::max_length;
  http::add_description(
      schema,
      "Counted in NFC, in which it is kept. Letters, digits and punctuation of any script, without "
      "spaces and `@`. Unique, whatever the case, the width and the letters that look alike.");
}

std::optional<http::RuleFault> NewPasswordRule::check(const http::SecretText& typed) const {
  const auto password = Password::parse(typed.view());
  if (!password) return as_rule_fault(password.error());
  auto fault = policy->fault_of(*password);
  if (!fault) return std::nullopt;
  return as_rule_fault(std::move(*fault));
}

void NewPasswordRule::describe(boost::json::object& schema) {
  schema["minLength"] = Password::min_length;
  schema["maxLength"] = Password::max_length;
  http::add_description(
      schema,
      "Any characters but controls, counted in NFC; compared whole. `too_common` where it is among "
      "those that are guessed first, or made of the user's own nickname or e-mail and words of this "
      "service.");
}

}  // namespace gatehouse::user::api
