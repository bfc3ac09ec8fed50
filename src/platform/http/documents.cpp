#include "platform/http/documents.hpp"

#include <memory>

#include <boost/json/serialize.hpp>

#include "platform/http/conditional.hpp"
#include "platform/http/docs_page.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::http {
namespace {

struct Document {
  std::string text;
  Headers headers;

  void fill(std::string made, Headers more) {
    text = std::move(made);
    headers = std::move(more);
    headers.emplace_back("Cache-Control", "public, max-age=300");
    headers.emplace_back("ETag", make_entity_tag(text));
  }
};

Endpoint serves(Declaration<Nothing, Raw> declaration, const std::shared_ptr<const Document>& document) {
  return declaration.answers_header("Cache-Control", "How long it may be kept")
      .answers_etag()
      .handle([document](const Call<>&) -> Result<Answer<Raw>> {
        return Answer<Raw>{{document->text}, document->headers};
      });
}

}  // namespace

std::vector<Endpoint> documents(const Router& router, const ApiNote& about, std::string_view tag) {
  const auto description = std::make_shared<Document>();
  const auto page = std::make_shared<Document>();
  const std::vector<Endpoint> own{
      serves(get("/openapi.json")
                 .id("getOpenApi")
                 .tag(tag)
                 .lane(LaneName::connection)
                 .summary("Read the OpenAPI document")
                 .describe("This API as OpenAPI 3.1, made of the declarations that route and validate.")
                 .answers_raw(200, "The document", json_content_type),
             description),
      serves(get("/docs")
                 .id("getDocs")
                 .tag(tag)
                 .lane(LaneName::connection)
                 .summary("Read the API reference")
                 .describe("This API as one page for people, without scripts.")
                 .answers_raw(200, "The page", html_content_type),
             page)};
  std::vector<Endpoint> all = router.endpoints();
  std::erase_if(all, [](const Endpoint& endpoint) { return !endpoint.documented; });
  all.insert(all.end(), own.begin(), own.end());
  description->fill(boost::json::serialize(open_api(all, about)), {});
  page->fill(docs_page(all, about), {{"Content-Security-Policy", docs_policy()}});
  return own;
}

}  // namespace gatehouse::http
