#include "platform/http/documents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/digest.hpp"
#include "platform/http/docs_page.hpp"
#include "platform/http/docs_style.hpp"
#include "platform/http/endpoint.hpp"
#include "platform/http/testing_text.hpp"

namespace gatehouse::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr ErrorCode name_taken{Fault::conflict, "name_taken", "Somebody has <this> name"};

struct NameBody {
  std::string name;
};

const ApiNote about{.version = "1.2.3",
                    .summary = "Names",
                    .description = "All about names.",
                    .tags = {{"names", "Names."}, {"service", "Around it."}}};

Router router() {
  Router router;
  router.add(post("/name")
                 .id("giveName")
                 .tag("names")
                 .summary("Give a name")
                 .describe("With `code` & <b>\n\nTwice.")
                 .takes(object<NameBody>("NameRequest", required("name", &NameBody::name, Text{2, 20},
                                                                 "What's its <name>", "it's")))
                 .answers(204, "Given")
                 .refuses({name_taken})
                 .handle([](const Call<NameBody>&) -> Result<void> { return {}; }));
  router.add(get("/undo")
                 .id("showUndo")
                 .summary("Undo")
                 .undocumented()
                 .answers_page(200, "The page")
                 .handle([](const Call<>&) -> Result<Answer<Raw>> { return answer_page(200, {}); }));
  router.add(documents(router, about, "service"));
  return router;
}

Reply ask(const std::string& path, Headers headers = {}) {
  const Router subject = router();
  Request request;
  request.method = "GET";
  request.path = path;
  request.headers = std::move(headers);
  return subject.match(request).run(request);
}

std::string header(const Reply& reply, std::string_view name) {
  for (const auto& [key, value] : reply.headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(Documents, TellOfEveryEndpointAndOfThemselves) {
  const Reply page = ask("/docs");
  const Reply document = ask("/openapi.json");
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(document.content_type, json_content_type);
  const Router subject = router();
  for (const Endpoint& endpoint : subject.endpoints()) {
    if (!endpoint.documented) continue;
    EXPECT_THAT(page.body, HasSubstr("<section id=\"" + endpoint.id + "\">"));
    EXPECT_THAT(page.body, HasSubstr("<code>" + endpoint.path + "</code>"));
    EXPECT_THAT(document.body, HasSubstr("\"operationId\":\"" + endpoint.id + '"'));
  }
}

TEST(Documents, DoNotTellOfPages) {
  EXPECT_EQ(ask("/undo").status, 200);
  for (const char* path : {"/docs", "/openapi.json"}) {
    EXPECT_THAT(ask(path).body, Not(HasSubstr("/undo")));
    EXPECT_THAT(ask(path).body, Not(HasSubstr("showUndo")));
  }
}

TEST(Documents, MayBeKeptAndAskedForAgain) {
  for (const char* path : {"/docs", "/openapi.json"}) {
    const Reply first = ask(path);
    EXPECT_EQ(header(first, "Cache-Control"), "public, max-age=300");
    const std::string tag = header(first, "ETag");
    EXPECT_EQ(tag.size(), 24u);
    for (const std::string& known : {tag, std::string("*"), "\"x\", W/" + tag}) {
      const Reply again = ask(path, {{"if-none-match", known}});
      EXPECT_EQ(again.status, 304) << known;
      EXPECT_EQ(again.body, "");
      EXPECT_EQ(header(again, "ETag"), tag);
    }
    EXPECT_EQ(ask(path, {{"if-none-match", "\"other\""}}).status, 200);
  }
}

TEST(DocsPage, ShowsFieldsRulesAndHowToAsk) {
  const std::string page = ask("/docs").body;
  EXPECT_THAT(page,
              HasSubstr("<td><code>name</code></td><td>string</td><td>yes</td><td>2 to 20 characters</td>"
                        "<td>What's its &lt;name&gt;</td>"));
  EXPECT_THAT(page, HasSubstr("curl -X POST &quot;$GATEHOUSE/name&quot;"));
  EXPECT_THAT(page, HasSubstr(R"(-d '{&quot;name&quot;:&quot;it'\''s&quot;}')"));
  EXPECT_THAT(page, HasSubstr("<p>With <code>code</code> &amp; &lt;b&gt;</p>\n<p>Twice.</p>"));
  EXPECT_THAT(page, HasSubstr("<strong>204</strong> Given"));
}

TEST(DocsPage, HasAnAnchorForEveryErrorCode) {
  const std::string page = ask("/docs").body;
  for (const ProblemNote& note : common_problems()) {
    EXPECT_THAT(page, HasSubstr("<tr id=\"error-" + std::string(note.code) + "\">"));
  }
  EXPECT_THAT(page, HasSubstr("<tr id=\"error-name_taken\"><td>409</td><td><code>name_taken</code></td>"
                              "<td>Somebody has &lt;this&gt; name</td>"));
  EXPECT_THAT(page, HasSubstr("href=\"#error-name_taken\""));
}

TEST(DocsPage, LoadsNothingAndRunsNothing) {
  const std::string page = ask("/docs").body;
  for (const char* resource :
       {"http://", "https://", "src=", "@import", "url(", "<script", "<link", "style=\""}) {
    EXPECT_THAT(page, Not(HasSubstr(resource)));
  }
}

TEST(DocsPage, IsServedUnderAPolicyThatKnowsItsStyle) {
  EXPECT_EQ(header(ask("/docs"), "Content-Security-Policy"),
            "default-src 'none'; style-src 'sha256-" + sha256_base64(docs_style) +
                "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  EXPECT_THAT(ask("/docs").body, HasSubstr("<style>" + std::string(docs_style) + "</style>"));
}

TEST(Digest, IsSha256InBase64) {
  EXPECT_EQ(sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

}  // namespace
}  // namespace gatehouse::http
