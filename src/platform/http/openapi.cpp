#include "platform/http/openapi.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/http/openapi_operation.hpp"

namespace gatehouse::http {
namespace {

namespace json = boost::json;

json::object describe_info(const ApiNote& about) {
  return {{"title", about.title},
          {"version", about.version},
          {"summary", about.summary},
          {"description", about.description},
          {"contact", {{"name", "The operator of this server"}}},
          {"license", {{"name", "Apache License 2.0"}, {"identifier", "Apache-2.0"}}}};
}

json::array describe_tags(const ApiNote& about) {
  json::array tags;
  for (const TagNote& tag : about.tags) {
    tags.push_back(json::object{{"name", tag.name}, {"description", tag.description}});
  }
  return tags;
}

void add_shape(json::object& schemas, const std::string& name, const json::object& schema) {
  if (name.empty()) return;
  const auto [place, is_new] = schemas.emplace(name, schema);
  if (!is_new && place->value() != json::value(schema)) {
    throw std::logic_error("two shapes that differ have the name " + name);
  }
}

}  // namespace

json::object open_api(const std::vector<Endpoint>& endpoints, const ApiNote& about) {
  json::object paths;
  json::object components = common_components();
  const auto speaks_oauth = [](const Endpoint& endpoint) {
    return endpoint.refusal_form == RefusalForm::oauth || endpoint.challenge == Challenge::basic;
  };
  if (std::ranges::any_of(endpoints, speaks_oauth)) add_oauth_components(components);
  json::object& schemas = components["schemas"].as_object();
  for (const Endpoint& endpoint : endpoints) {
    if (std::ranges::find(about.tags, endpoint.tag, &TagNote::name) == about.tags.end()) {
      throw std::logic_error(endpoint.id + ": no such tag: " + endpoint.tag);
    }
    std::string method = endpoint.method;
    std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    json::value& path = paths[endpoint.path];
    if (!path.is_object()) path = json::object();
    path.as_object()[method] = describe_operation(endpoint);
    if (endpoint.body) add_shape(schemas, endpoint.body->shape, endpoint.body->schema);
    for (const AnswerNote& answer : endpoint.answers) add_shape(schemas, answer.shape, answer.schema);
  }
  return {{"openapi", "3.1.0"},
          {"info", describe_info(about)},
          {"servers", {{{"url", "/"}, {"description", "This server"}}}},
          {"tags", describe_tags(about)},
          {"paths", std::move(paths)},
          {"components", std::move(components)}};
}

}  // namespace gatehouse::http
