#include "platform/http/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/digest.hpp"

namespace gatehouse::http {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(Page, IsWholeAndEscapesItsTitle) {
  const Answer<Raw> answer = answer_page(404, {"ko", "<Kim & Lee>", "<p>Gone</p>"});
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.view.body, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(answer.view.body, HasSubstr("<title>&lt;Kim &amp; Lee&gt;</title>"));
  EXPECT_THAT(answer.view.body, HasSubstr("<h1>&lt;Kim &amp; Lee&gt;</h1>\n<p>Gone</p>\n</main>"));
}

TEST(Page, RunsNothingLoadsNothingAndLeavesNoTrace) {
  const Answer<Raw> answer = answer_page(200, {"en", "Undo", ""});
  const std::string& body = answer.view.body;
  const auto open = body.find("<style>") + 7;
  const std::string style = body.substr(open, body.find("</style>") - open);
  EXPECT_EQ(header(answer.headers, "Content-Security-Policy"),
            "default-src 'none'; style-src 'sha256-" + sha256_base64(style) +
                "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  EXPECT_EQ(header(answer.headers, "Cache-Control"), "no-store");
  for (const char* resource : {"http", "src=", "@import", "url(", "<script", "<link", "style=\""}) {
    EXPECT_THAT(body, Not(HasSubstr(resource)));
  }
}

}  // namespace
}  // namespace gatehouse::http
