#pragma once

// The few operations on Unicode text that values are made of. The library behind them stays out of this
// header, and no copy of a text stays behind in freed memory: passwords pass here.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::user::unicode {

/// The code points of strictly valid UTF-8; nothing where it is not, or holds NUL.
std::optional<std::u32string> decode(std::string_view utf8);
std::string encode(std::u32string_view text);

std::u32string nfc(std::u32string_view text);
std::u32string nfd(std::u32string_view text);

/// Full case folding, language-neutral: `ß` becomes `ss`.
std::u32string fold_case(std::u32string_view text);

/// Fullwidth and halfwidth code points by the ordinary ones they stand for (RFC 8264, 5.2.1).
std::u32string fold_width(std::u32string_view text);

/// The form to compare words by: compatibility variants and case folded, what cannot be seen left out
/// (NFKC_Casefold).
std::u32string compatible_fold(std::u32string_view text);

}  // namespace gatehouse::user::unicode
