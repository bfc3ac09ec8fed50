#pragma once

// A password as a guesser sees it who tries every common word with digits behind it, signs for letters and
// letters twice: what is left when all that is taken away. Whoever calls wipes what is returned.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::user {

/// A word of fewer letters says nothing about a password that holds it.
inline constexpr std::size_t min_core = 4;

/// Case, width and compatibility variants folded; empty where `text` is no UTF-8.
std::u32string fold_password(std::string_view text);

/// A password without what stands at both its ends.
struct Trimmed {
  std::u32string_view core;
  std::size_t ends;  // how many characters those were; of a run of equal or neighbouring ones two count

  /// Otherwise the password is more than its core, and may be good whatever that is.
  bool is_mostly_core() const { return ends <= core.size(); }
};

/// `folded` without punctuation, and blanks, at its ends. Of ASCII, as in the next one.
Trimmed trim_marks(std::u32string_view folded);
/// `folded` without digits and punctuation.
Trimmed trim_digits_and_marks(std::u32string_view folded);

/// `folded` in letters: @ and 4 as a, 3 as e, 0 as o, $ and 5 as s, 7 as t, 1 and ! as i or as l (then there
/// are two forms), blanks, dots, hyphens and low lines away, what is repeated once.
std::vector<std::u32string> spell_out(std::u32string_view folded);

}  // namespace gatehouse::user
