#pragma once

// Pages for people: the few that a link in a mail leads to. No script, nothing loaded, a style that the
// policy of the page knows by its hash, and no trace left in caches, frames or referrers, since their
// addresses hold secrets.

#include <string>

#include "platform/http/endpoint_call.hpp"
#include "platform/http/html.hpp"

namespace gatehouse::http {

inline constexpr std::string_view html_content_type = "text/html; charset=utf-8";

struct Page {
  std::string language = "en";
  std::string title;    // text
  std::string content;  // HTML, below the title; a form may go to this server alone
};

/// What every page for people is sent with. Without a referrer browsers send `Origin: null` with its forms.
Headers page_headers();

/// For a handler whose endpoint `answers_page`.
Answer<Raw> answer_page(int status, const Page& page);

}  // namespace gatehouse::http
