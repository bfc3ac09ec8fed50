#include "platform/http/docs_page.hpp"

#include <algorithm>

#include "platform/http/digest.hpp"
#include "platform/http/docs_chapter.hpp"
#include "platform/http/docs_style.hpp"
#include "platform/http/docs_text.hpp"

namespace gatehouse::http {
namespace {

std::string contents(const std::vector<Endpoint>& endpoints, const ApiNote& about) {
  std::string out =
      "<nav aria-label=\"Contents\">\n<a href=\"#top\"><strong>" + html(about.title) + "</strong></a>\n";
  for (const TagNote& tag : about.tags) {
    out += "<h2>" + html(tag.name) + "</h2>\n<ul>\n";
    for (const Endpoint& endpoint : endpoints) {
      if (endpoint.tag != tag.name) continue;
      out += "<li><a href=\"#" + html(endpoint.id) + "\">" + html_line(endpoint.summary) + "</a></li>\n";
    }
    out += "</ul>\n";
  }
  return out +
         "<h2>Everywhere</h2>\n<ul>\n<li><a href=\"#conventions\">Conventions</a></li>\n"
         "<li><a href=\"#errors\">Errors</a></li>\n"
         "<li><a href=\"/openapi.json\">OpenAPI document</a></li>\n</ul>\n</nav>\n";
}

std::string chapters(const std::vector<Endpoint>& endpoints, const ApiNote& about) {
  std::string out = "<main id=\"top\">\n<h1>" + html(about.title) + " <small>" + html(about.version) +
                    "</small></h1>\n" + html_paragraphs(about.description) + docs_conventions();
  for (const TagNote& tag : about.tags) {
    out += "<h2 id=\"tag-" + html(tag.name) + "\">" + html(tag.name) + "</h2>\n" +
           html_paragraphs(tag.description);
    for (const Endpoint& endpoint : endpoints) {
      if (endpoint.tag == tag.name) out += docs_endpoint(endpoint);
    }
  }
  return out + docs_errors(endpoints) + "</main>\n";
}

}  // namespace

std::string docs_page(const std::vector<Endpoint>& endpoints, const ApiNote& about) {
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         html(about.title) + " API</title>\n<style>" + std::string(docs_style) +
         "</style>\n</head>\n<body>\n<div class=\"frame\">\n" + contents(endpoints, about) +
         chapters(endpoints, about) + "</div>\n</body>\n</html>\n";
}

std::string docs_policy() {
  return "default-src 'none'; style-src 'sha256-" + sha256_base64(docs_style) +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace gatehouse::http
