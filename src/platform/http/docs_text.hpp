#pragma once

// Text for the docs page: everything that comes from a declaration is escaped here.

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "platform/http/html.hpp"

namespace gatehouse::http {

/// One line of CommonMark as HTML: `code`, and nothing else of it.
std::string html_line(std::string_view markdown);

/// Paragraphs, which an empty line parts.
std::string html_paragraphs(std::string_view markdown);

/// Indented JSON, as a person would write it.
std::string pretty_json(const boost::json::value& value);

}  // namespace gatehouse::http
