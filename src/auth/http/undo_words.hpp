#pragma once

// What the pages behind an undo link say, in each language. `{email}` stands for the former address.

#include <string_view>

namespace gatehouse::auth::api {

struct UndoWords {
  std::string_view language;

  std::string_view offer_title;
  std::string_view email_changed;
  std::string_view password_changed;
  std::string_view was_you;
  std::string_view was_not_you;
  std::string_view address_returns;
  std::string_view everybody_leaves;
  std::string_view password_ends;
  std::string_view password_stays;
  std::string_view undo_button;

  std::string_view undone_title;
  std::string_view undone;
  std::string_view address_is_elsewhere;
  std::string_view undone_password_stays;
  std::string_view choose_password;
  std::string_view password_label;
  std::string_view password_button;
  std::string_view password_missing;

  std::string_view password_title;
  std::string_view password_is_set;

  std::string_view over_title;
  std::string_view over;
  std::string_view unknown_title;
  std::string_view unknown;
  std::string_view what_to_do;
};

/// English for whatever is none of ours.
const UndoWords& undo_words(std::string_view language);

/// Why a password is refused, by the code of its fault; `detail` where this language has nothing better.
std::string_view password_fault_words(const UndoWords& words, std::string_view code, std::string_view detail);

}  // namespace gatehouse::auth::api
