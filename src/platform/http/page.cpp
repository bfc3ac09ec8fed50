#include "platform/http/page.hpp"

#include "platform/http/digest.hpp"

namespace gatehouse::http {
namespace {

constexpr std::string_view page_style = R"css(
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6577; --paper: #f5f7fa; --panel: #fff; --line: #dde2ea;
  --accent: #2456c8; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ef; --soft: #9aa5b8; --paper: #12161d; --panel: #1b212b;
  --line: #2d3644; --accent: #8ab0ff; --on-accent: #12161d; } }
* { box-sizing: border-box; }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 1rem; color: var(--ink);
  background: var(--paper); font: 16px/1.6 system-ui, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 2rem; border: 1px solid var(--line); border-radius: 12px;
  background: var(--panel); }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: .75rem 0; overflow-wrap: anywhere; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 8px; color: inherit;
  background: var(--paper); font: inherit; }
button { width: 100%; margin-top: 1.25rem; padding: .7rem 1rem; border: 0; border-radius: 8px; color: var(--on-accent);
  background: var(--accent); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--soft); font-size: .9rem; }
)css";

}  // namespace

Headers page_headers() {
  static const std::string policy = "default-src 'none'; style-src 'sha256-" + sha256_base64(page_style) +
                                    "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return {{"Content-Security-Policy", policy}, {"Cache-Control", "no-store"}};
}

Answer<Raw> answer_page(int status, const Page& page) {
  std::string body = "<!doctype html>\n<html lang=\"" + html(page.language) +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                     html(page.title) + "</title>\n<style>" + std::string(page_style) +
                     "</style>\n</head>\n<body>\n<main>\n<h1>" + html(page.title) + "</h1>\n" + page.content +
                     "\n</main>\n</body>\n</html>\n";
  return {{std::move(body)}, page_headers(), status};
}

}  // namespace gatehouse::http
