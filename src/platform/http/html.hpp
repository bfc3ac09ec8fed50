#pragma once

// Text in HTML: whatever was not written as HTML by us goes through here.

#include <string>
#include <string_view>

namespace gatehouse::http {

/// For HTML text and for attributes in double quotes.
std::string html(std::string_view text);

}  // namespace gatehouse::http
