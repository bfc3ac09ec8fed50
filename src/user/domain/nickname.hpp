#pragma once

// The name by which a user is known and may sign in: unique, and so that no other looks like it.
//
// RFC 8265 UsernameCaseMapped by what it may hold, but kept as typed (in NFC). Narrower than that standard in
// three points: no white space and no `@` inside (it must not be taken for an address), no ZWJ and ZWNJ, and
// marks as UTS 39 (5.4) advises: not first, not the same twice, not more than four in a row.

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

class Nickname {
 public:
  static constexpr std::size_t min_length = 2;  // code points in NFC
  static constexpr std::size_t max_length = 50;

  static std::expected<Nickname, ValueFault> parse(std::string_view typed);

  /// As typed, in NFC.
  const std::string& text() const { return text_; }
  /// The same for one name in whatever case and width: who signs in names an account by it.
  const std::string& folded() const { return folded_; }
  /// The same for names that are one when folded and looked at in lower case (`аdmin` with a Cyrillic а):
  /// unique.
  const std::string& key() const { return key_; }
  /// The same for names that look alike as typed: unique too, because case decides what a letter is taken
  /// for. A Greek capital nu passes for N and the small one for v, so `Νick` has the key of `vick` and the
  /// look of `nick`.
  const std::string& look() const { return look_; }

 private:
  explicit Nickname(std::u32string_view text);

  std::string text_;
  std::string folded_;
  std::string key_;
  std::string look_;
};

}  // namespace gatehouse::user
