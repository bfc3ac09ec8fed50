#pragma once

// The six digits that prove an address, and the limits that make six digits enough: they live three minutes
// and stand five guesses.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::auth {

class VerificationCode {
 public:
  static constexpr std::size_t digits = 6;
  static constexpr std::uint32_t count = 1'000'000;  // how many there are
  static constexpr std::chrono::seconds lifetime{180};
  static constexpr std::int64_t max_attempts = 5;

  /// Exactly six ASCII digits.
  static std::optional<VerificationCode> parse(std::string_view text);

  /// `number` is below `count`.
  static VerificationCode from_number(std::uint32_t number);

  const std::string& text() const { return text_; }

 private:
  explicit VerificationCode(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

/// What a code is good for; a code of one purpose proves nothing for another.
enum class Purpose { verify_email, reset_password };

/// As it is stored and hashed: forever the same.
std::string_view name_of(Purpose purpose);

}  // namespace gatehouse::auth
