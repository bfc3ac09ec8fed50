#pragma once

// Stored text is input too: what is no UTF-8 does not leave this room.

#include <string_view>

namespace gatehouse::sql {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF; and no NUL.
bool is_text(std::string_view bytes);

}  // namespace gatehouse::sql
