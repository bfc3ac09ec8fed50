#pragma once

// The languages that people are written to in.

#include <array>
#include <string_view>

namespace gatehouse::user {

enum class Language { english, korean };

/// As they are stored and asked for, in the order of `Language`; the first is for whoever asks for none.
inline constexpr std::array<std::string_view, 2> language_names{"en", "ko"};

constexpr std::string_view name_of(Language language) {
  return language_names[static_cast<std::size_t>(language)];
}

}  // namespace gatehouse::user
