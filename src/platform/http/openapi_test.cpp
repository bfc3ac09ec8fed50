#include "platform/http/openapi.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "platform/http/endpoint.hpp"
#include "platform/http/testing_text.hpp"

namespace gatehouse::http {
namespace {

namespace json = boost::json;

constexpr ErrorCode proof_failed{Fault::unprocessable, "proof_failed", "The code is not right"};

struct NameBody {
  std::string name;
};
struct NameView {
  std::int64_t id = 0;
};

BodyShape<NameBody> name_body(std::size_t max = 20) {
  return object<NameBody>("NameRequest",
                          required("name", &NameBody::name, Text{2, max}, "What to call it", "kim"));
}
AnswerShape<NameView> name_shape() {
  return answer<NameView>("Name", field("id", &NameView::id, "Which", 7));
}

Endpoint put_name(std::size_t max = 20) {
  return put("/name/{name_id}")
      .id("putName")
      .tag("names")
      .summary("Name it")
      .describe("At `length`.")
      .owner()
      .takes(name_body(max))
      .answers(200, "Named", name_shape())
      .answers_header("Location", "Where it is")
      .refuses_with(proof_failed, {{"is_proven", false}})
      .handle([](const Call<NameBody>&) -> Result<NameView> { return NameView{1}; });
}
Endpoint get_metrics() {
  return get("/metrics")
      .id("getMetrics")
      .tag("names")
      .summary("Numbers")
      .lane(LaneName::connection)
      .answers_raw(200, "All of them", "text/plain; version=0.0.4")
      .handle([](const Call<>&) -> Result<Raw> { return Raw{}; });
}
Endpoint delete_name() {
  return delete_("/name/{name_id}")
      .id("deleteName")
      .tag("names")
      .summary("Forget it")
      .bearer(Authentication::optional)
      .answers(204, "Gone")
      .handle([](const Call<>&) -> Result<void> { return {}; });
}

Endpoint end_session() {
  return delete_("/session/{session_id}")
      .id("endSession")
      .tag("names")
      .summary("End it")
      .path_text(22, 22, "abcdefghijklmnopqrstuv")
      .answers(204, "Ended")
      .handle([](const Call<>&) -> Result<void> { return {}; });
}

Endpoint list_names() {
  return get("/names")
      .id("listNames")
      .tag("names")
      .summary("All of them")
      .answers_list(200, "All", name_shape())
      .handle([](const Call<>&) -> Result<List<NameView>> { return List<NameView>{}; });
}
struct Paging {
  std::optional<std::int64_t> limit;
};
Endpoint post_form() {
  return post("/form")
      .id("postForm")
      .tag("names")
      .summary("Name it by a form")
      .takes_form(name_body())
      .answers(204, "Named")
      .handle([](const Call<NameBody>&) -> Result<void> { return {}; });
}
constexpr ErrorCode invalid_client{Fault::unauthenticated, "invalid_client", "The client is not known"};

Endpoint introspect() {
  return post("/introspect")
      .id("introspect")
      .tag("names")
      .summary("Tell of it")
      .basic()
      .oauth_errors()
      .takes_form(name_body())
      .answers_bare(200, "It", name_shape())
      .refuses({invalid_client})
      .handle([](const Call<NameBody>&) -> Result<NameView> { return NameView{}; });
}
Endpoint page_names() {
  return get("/pages")
      .id("pageNames")
      .tag("names")
      .summary("Some of them")
      .takes_header("X-Name", "Whose")
      .takes_query(
          object<Paging>("Paging", optional("limit", &Paging::limit, Between{1, 50}, "How many", 20)))
      .answers_paged_list(200, "Some", name_shape())
      .handle(
          [](const Call<Nothing, Paging>&) -> Result<PagedList<NameView>> { return PagedList<NameView>{}; });
}

const ApiNote about{
    .version = "1.2.3", .summary = "Names", .description = "All about names.", .tags = {{"names", "Names."}}};

json::value document() {
  return open_api({put_name(), get_metrics(), delete_name(), end_session(), list_names(), page_names(),
                   post_form(), introspect()},
                  about);
}

TEST(OpenApi, SaysWhatItIs) {
  const json::value said = document();
  EXPECT_EQ(said.at("openapi"), "3.1.0");
  EXPECT_EQ(said.at("info").at("title"), "Gatehouse");
  EXPECT_EQ(said.at("info").at("version"), "1.2.3");
  EXPECT_EQ(said.at("info").at("license").at("identifier"), "Apache-2.0");
  EXPECT_EQ(said.at("servers"), json::parse(R"([{"url":"/","description":"This server"}])"));
  EXPECT_EQ(said.at("tags"), json::parse(R"([{"name":"names","description":"Names."}])"));
}

TEST(OpenApi, DescribesTheRequest) {
  const json::value said = document();
  const json::value& operation = said.at("paths").at("/name/{name_id}").at("put");
  EXPECT_EQ(operation.at("operationId"), "putName");
  EXPECT_EQ(operation.at("security"), json::parse(R"([{"bearer":[]}])"));
  EXPECT_EQ(operation.at("parameters").at(0).at("name"), "name_id");
  EXPECT_EQ(operation.at("parameters").at(0).at("required"), true);
  EXPECT_EQ(operation.at("requestBody"), json::parse(R"({"required":true,"content":{"application/json":{
                            "schema":{"$ref":"#/components/schemas/NameRequest"},"example":{"name":"kim"}}}})"));
  EXPECT_EQ(said.at("components").at("schemas").at("NameRequest").at("properties").at("name").at("maxLength"),
            20);
}

TEST(OpenApi, DescribesTheTextOfAPath) {
  const json::value said = document();
  const json::value& operation = said.at("paths").at("/session/{session_id}").at("delete");
  EXPECT_EQ(operation.at("parameters"), json::parse(R"([{"name":"session_id","in":"path","required":true,
      "description":"Anything of another form is 404.",
      "schema":{"type":"string","pattern":"^[A-Za-z0-9_-]+$","minLength":22,"maxLength":22},
      "example":"abcdefghijklmnopqrstuv"}])"));
  EXPECT_TRUE(operation.at("responses").as_object().contains("404"));
}

TEST(OpenApi, DescribesTheAnswers) {
  const json::value said = document();
  const json::value& answer = said.at("paths").at("/name/{name_id}").at("put").at("responses").at("200");
  EXPECT_EQ(answer.at("description"), "Named");
  EXPECT_TRUE(answer.at("headers").as_object().contains("Location"));
  const json::value& media = answer.at("content").at("application/json");
  EXPECT_EQ(media.at("schema").at("required"), json::parse(R"(["data","meta"])"));
  EXPECT_EQ(media.at("schema").at("properties").at("data").at("$ref"), "#/components/schemas/Name");
  EXPECT_EQ(media.at("example"), json::parse(R"({"data":{"id":7},"meta":null})"));
  EXPECT_FALSE(said.at("paths")
                   .at("/name/{name_id}")
                   .at("delete")
                   .at("responses")
                   .at("204")
                   .as_object()
                   .contains("content"));
  EXPECT_TRUE(said.at("paths")
                  .at("/metrics")
                  .at("get")
                  .at("responses")
                  .at("200")
                  .at("content")
                  .as_object()
                  .contains("text/plain"));
}

TEST(OpenApi, DescribesTheQueryAndTheHeaders) {
  const json::value said = document();
  const json::value& operation = said.at("paths").at("/pages").at("get");
  EXPECT_EQ(
      operation.at("parameters"),
      json::parse(R"([{"name":"limit","in":"query","required":false,"description":"How many","example":20,
                             "schema":{"type":"integer","format":"int64","minimum":1,"maximum":50}},
                      {"name":"X-Name","in":"header","required":false,"description":"Whose",
                       "schema":{"type":"string"}}])"));
  EXPECT_TRUE(operation.at("responses").as_object().contains("422"));
}

TEST(OpenApi, DescribesForms) {
  const json::value said = document();
  const json::value& operation = said.at("paths").at("/form").at("post");
  EXPECT_EQ(operation.at("requestBody").at("content"), json::parse(R"({"application/x-www-form-urlencoded":{
                            "schema":{"$ref":"#/components/schemas/NameRequest"},"example":{"name":"kim"}}})"));
  EXPECT_EQ(operation.at("responses")
                .at("400")
                .at("content")
                .at("application/problem+json")
                .at("examples")
                .as_object()
                .size(),
            1u);
}

TEST(OpenApi, DescribesOAuthsErrorsBesideProblems) {
  const json::value said = document();
  const json::value& operation = said.at("paths").at("/introspect").at("post");
  EXPECT_EQ(operation.at("security"), json::parse(R"([{"basic":[]}])"));
  const json::value& refused = operation.at("responses").at("400").at("content");
  EXPECT_EQ(refused.at("application/problem+json").at("examples").as_object().size(), 1u);
  EXPECT_EQ(refused.at("application/json").at("schema").at("allOf").at(0).at("$ref"),
            "#/components/schemas/OAuthError");
  EXPECT_EQ(operation.at("responses")
                .at("401")
                .at("content")
                .at("application/json")
                .at("examples")
                .at("invalid_client")
                .at("value"),
            json::parse(R"({"error":"invalid_client","error_description":"The client is not known"})"));
  EXPECT_TRUE(operation.at("responses").at("401").at("headers").as_object().contains("WWW-Authenticate"));
  EXPECT_EQ(said.at("components").at("securitySchemes").at("basic").at("scheme"), "basic");
  const json::value plain = open_api({put_name()}, about);
  EXPECT_FALSE(plain.at("components").at("securitySchemes").as_object().contains("basic"));
}

TEST(OpenApi, DescribesLists) {
  const json::value said = document();
  const auto media = [&](const char* path) {
    return said.at("paths").at(path).at("get").at("responses").at("200").at("content").at("application/json");
  };
  const json::value all = media("/names");
  EXPECT_EQ(all.at("schema").at("properties").at("data"),
            json::parse(R"({"type":"array","items":{"$ref":"#/components/schemas/Name"}})"));
  EXPECT_EQ(all.at("example"), json::parse(R"({"data":[{"id":7}],"meta":null})"));
  const json::value some = media("/pages");
  EXPECT_EQ(some.at("schema").at("properties").at("meta").at("properties").at("next").at("type"),
            json::parse(R"(["string","null"])"));
  EXPECT_EQ(some.at("example"), json::parse(R"({"data":[{"id":7}],"meta":{"next":"MTc"}})"));
}

TEST(OpenApi, DescribesWhatIsRefusedBeforeAnyEndpointIsAsked) {
  const json::value said = document();
  const json::value& other = said.at("paths").at("/name/{name_id}").at("put").at("responses").at("default");
  EXPECT_TRUE(other.at("headers").as_object().contains("X-Request-Id"));
  EXPECT_EQ(other.at("content").at("application/problem+json").at("schema").at("$ref"),
            "#/components/schemas/Problem");
}

TEST(OpenApi, DescribesTheRefusalsByStatus) {
  const json::value said = document();
  const json::object& responses =
      said.at("paths").at("/name/{name_id}").at("put").at("responses").as_object();
  for (const char* status : {"400", "401", "403", "404", "413", "415", "422", "503"}) {
    EXPECT_TRUE(responses.contains(status)) << status;
  }
  EXPECT_TRUE(responses.at("401").at("headers").as_object().contains("WWW-Authenticate"));
  EXPECT_TRUE(responses.at("503").at("headers").as_object().contains("Retry-After"));
  const json::value& media = responses.at("422").at("content").at("application/problem+json");
  const json::value& more = media.at("schema").at("allOf").at(1).at("properties");
  EXPECT_EQ(media.at("schema").at("allOf").at(0).at("$ref"), "#/components/schemas/Problem");
  EXPECT_EQ(more.at("code").at("enum"), json::parse(R"(["invalid_request","proof_failed"])"));
  EXPECT_EQ(more.at("is_proven").at("const"), false);
  EXPECT_EQ(media.at("examples").at("proof_failed").at("value").at("is_proven"), false);
  EXPECT_EQ(media.at("examples").at("invalid_request").at("value").at("errors").at(0).at("code"), "missing");
}

TEST(OpenApi, SaysWhoMayAsk) {
  const json::value said = document();
  EXPECT_EQ(said.at("paths").at("/metrics").at("get").at("security"), json::array());
  EXPECT_EQ(said.at("paths").at("/name/{name_id}").at("delete").at("security"),
            json::parse(R"([{},{"bearer":[]}])"));
  EXPECT_EQ(said.at("components").at("securitySchemes").at("bearer").at("scheme"), "bearer");
}

/// Every `$ref` of `value` leads somewhere in `document`.
void expect_references(const json::value& value, const json::value& whole) {
  if (value.is_array()) {
    for (const json::value& item : value.as_array()) expect_references(item, whole);
  }
  if (!value.is_object()) return;
  for (const auto& member : value.as_object()) {
    if (member.key() == "$ref") {
      const std::string target(member.value().as_string());
      json::error_code missing;
      EXPECT_NE(whole.find_pointer(target.substr(1), missing), nullptr) << target;
    }
    expect_references(member.value(), whole);
  }
}

TEST(OpenApi, RefersOnlyToWhatItHolds) {
  const json::value said = document();
  expect_references(said, said);
}

TEST(OpenApi, RefusesShapesOfOneNameThatDiffer) {
  Endpoint other = put_name(21);
  other.path = "/other/{name_id}";
  EXPECT_THROW(open_api({put_name(), other}, about), std::logic_error);
  other = put_name();
  other.tag = "nobody's";
  EXPECT_THROW(open_api({other}, about), std::logic_error);
}

}  // namespace
}  // namespace gatehouse::http
