#pragma once

// The style of the docs page, which carries it inline: the page loads nothing.

#include <string_view>

namespace gatehouse::http {

extern const std::string_view docs_style;

}  // namespace gatehouse::http
