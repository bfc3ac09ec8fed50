#pragma once

// The pages behind an undo link. Each has one form at most, which posts to the page's own address; what is
// not ours is escaped.

#include <string>
#include <string_view>

#include "auth/app/undo_change.hpp"
#include "auth/http/undo_words.hpp"
#include "platform/http/page.hpp"

namespace gatehouse::auth::api {

/// What would happen, and the button that makes it happen.
http::Answer<http::Raw> undo_offer_page(const UndoWords& words, const UndoView& view, int status = 200);

/// It has happened.
http::Answer<http::Raw> undone_page(const UndoWords& words, const UndoView& view, const UndoneChange& undone);

/// The form for a new password, and why the last one was refused, where one was.
http::Answer<http::Raw> undo_password_page(const UndoWords& words, std::string_view fault = {});

http::Answer<http::Raw> undo_password_set_page(const UndoWords& words);

/// Nothing can be done with the link.
http::Answer<http::Raw> undo_over_page(const UndoWords& words);
http::Answer<http::Raw> undo_unknown_page(const UndoWords& words);

}  // namespace gatehouse::auth::api
