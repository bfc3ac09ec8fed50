#pragma once

// What comes from outside is bytes until this says that it is text; what was stored is input too.

#include <string_view>

namespace gatehouse {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF; and no NUL.
bool is_text(std::string_view bytes);

}  // namespace gatehouse
