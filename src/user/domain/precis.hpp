#pragma once

// Which code points names and passwords may be made of: the string classes of the PRECIS framework (RFC
// 8264), derived from Unicode properties as its section 8 says, so that a newer Unicode needs no new table
// here.

#include <string_view>

namespace gatehouse::user::precis {

enum class Property {
  valid,             // in both classes
  free_form_only,    // spaces, symbols, punctuation, compatibility variants: passwords, not names
  contextual_join,   // U+200C and U+200D
  contextual_other,  // valid beside certain others
  disallowed,
  unassigned,
};

Property property_of(char32_t point);

/// Every code point of `text` is in the IdentifierClass, contextual ones where their rule (RFC 5892, appendix
/// A) holds. The join controls are refused throughout: in a name they are there to deceive.
bool is_identifier(std::u32string_view text);

/// The Bidi Rule (RFC 5893, 2), which a text without right-to-left code points passes.
bool obeys_bidi_rule(std::u32string_view text);

}  // namespace gatehouse::user::precis
