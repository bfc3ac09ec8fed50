#pragma once

// The values of the domain as rules of fields: what is accepted is what the domain accepts, and the document
// says it in the same limits.

#include <optional>
#include <string>

#include "platform/http/rule.hpp"
#include "platform/http/shape_secret.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user::api {

struct EmailRule {
  std::optional<http::RuleFault> check(const std::string& typed) const;
  void describe(boost::json::object& schema) const;
};

struct NicknameRule {
  std::optional<http::RuleFault> check(const std::string& typed) const;
  void describe(boost::json::object& schema) const;
};

/// A password that is to be one; those that are only compared have no rule.
struct NewPasswordRule {
  const PasswordPolicy* policy;

  std::optional<http::RuleFault> check(const http::SecretText& typed) const;
  static void describe(boost::json::object& schema);
};

}  // namespace gatehouse::user::api
