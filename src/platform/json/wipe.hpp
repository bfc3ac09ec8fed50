#pragma once

// What a body said may have been a password, so it does not stay in memory that is given back.

#include <string>

#include "platform/json/value.hpp"

namespace gatehouse::json {

/// Overwrites a text, its spare room included, in a way that the optimiser keeps, and empties it. Also for
/// one that was moved from: a short text leaves its characters behind.
void wipe(std::string& text) noexcept;

/// The names and texts of all of them: an unknown field may be a misspelt one.
void wipe(Members& members) noexcept;

}  // namespace gatehouse::json
