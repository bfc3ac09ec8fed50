#pragma once

// Which passwords may be chosen: none that is guessed first, by everybody or by whoever knows the account's
// names.

#include <initializer_list>
#include <optional>
#include <string_view>

#include "user/domain/password.hpp"
#include "user/domain/value_fault.hpp"

namespace gatehouse::user {

/// What stays of a password without its owner's names must be at least so many letters and digits.
inline constexpr std::size_t min_own_characters = 4;

/// Refuses what is on the lists of common passwords, in whatever case and width; what is mostly a word of
/// those lists once digits, punctuation and substitutions are taken away (`P@ssword2024`); and what no list
/// needs to hold: up to 12 letters and digits that are a short block over and over, or a run of neighbours
/// such as `abcdefgh`.
std::optional<ValueFault> refuse_common(const Password& password);

/// Refuses what is made of these names of its owner: nicknames, and addresses with their parts. Case, width,
/// spaces and punctuation do not count, nor what reduced_password.hpp takes away. Empty names are ignored.
std::optional<ValueFault> refuse_own_names(const Password& password,
                                           std::initializer_list<std::string_view> names);

}  // namespace gatehouse::user
