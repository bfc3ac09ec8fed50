#pragma once

// What a text looks like, so that nobody can pass for somebody else: letters of other scripts by the ASCII
// letters that a reader takes them for (Unicode Technical Standard 39, data of the ICU library).
//
// The standard's skeleton of a whole text is too coarse for names: it makes `modern` and `modem` the same.
// Here each code point is looked at by itself, and ASCII stays what it is.

#include <string>
#include <string_view>

namespace gatehouse::user {

/// Equal for two texts that look the same but for case. `text` as it was typed, in NFC: Greek capital nu
/// looks like N, the small one like v. Two texts in ASCII are equal only where they differ in case alone.
/// Thread-safe.
std::u32string look_of(std::u32string_view text);

}  // namespace gatehouse::user
