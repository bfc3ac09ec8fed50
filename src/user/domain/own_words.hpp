#pragma once

// The words that somebody who knows the owner of an account tries first: nicknames and addresses, whole and
// in parts, as they are and as guessers vary them.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::user {

class OwnWords {
 public:
  /// Nicknames and addresses, valid or not; empty ones are ignored.
  explicit OwnWords(std::initializer_list<std::string_view> names);

  /// Whether a password, folded, holds some of them and less than `min_own_characters` besides; or its core
  /// does, where it is mostly that.
  bool make_up(std::u32string_view folded) const;

 private:
  void add(std::string_view text);
  void add_parts(std::string_view name);

  // The longest first.
  std::vector<std::u32string> plain_;    // without punctuation
  std::vector<std::u32string> reduced_;  // spelled out
};

}  // namespace gatehouse::user
