#include "auth/domain/verification_code.hpp"

#include <algorithm>
#include <stdexcept>

namespace gatehouse::auth {

std::optional<VerificationCode> VerificationCode::parse(std::string_view text) {
  const bool is_code =
      text.size() == digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_code) return std::nullopt;
  return VerificationCode(std::string(text));
}

VerificationCode VerificationCode::from_number(std::uint32_t number) {
  if (number >= count) throw std::logic_error("a code has six digits");
  std::string text = std::to_string(number);
  text.insert(0, digits - text.size(), '0');
  return VerificationCode(std::move(text));
}

std::string_view name_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::verify_email:
      return "verify_email";
    case Purpose::reset_password:
      return "reset_password";
  }
  throw std::logic_error("a purpose without a name");
}

}  // namespace gatehouse::auth
