#pragma once

// /undo/{token}: the pages to which the link in a change notice leads. Reading them changes nothing, however
// often (programs that look at mail for people follow links); the button does.

#include "auth/app/undo_change.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

/// GET (and HEAD): what the link would do.
http::Endpoint undo_page(UndoChange& use_case);

/// POST: does it, and after that takes the new password.
http::Endpoint undo(UndoChange& use_case);

}  // namespace gatehouse::auth::api
