#include "platform/http/openapi_operation.hpp"

#include <map>

#include "kernel/ids.hpp"
#include "platform/http/problem.hpp"

namespace gatehouse::http {
namespace {

namespace json = boost::json;

json::object header_reference(std::string_view name) {
  return {{"$ref", "#/components/headers/" + std::string(name)}};
}

std::string media_type(std::string_view content_type) {
  return std::string(content_type.substr(0, content_type.find(';')));
}

json::object describe_path_text(std::string_view name, const PathText& text) {
  return {{"name", name},
          {"in", "path"},
          {"required", true},
          {"description", "Anything of another form is 404."},
          {"schema",
           {{"type", "string"},
            {"pattern", "^[A-Za-z0-9_-]+$"},
            {"minLength", text.min},
            {"maxLength", text.max}}},
          {"example", text.example}};
}

json::object describe_path_id(std::string_view name) {
  return {{"name", name},
          {"in", "path"},
          {"required", true},
          {"description", "A canonical decimal integer; anything else is 404."},
          {"schema", {{"type", "integer"}, {"format", "int64"}, {"minimum", 1}, {"maximum", max_id}}},
          {"example", 1}};
}

/// What a field of a shape says of itself, as a parameter says it.
json::object describe_query_parameter(const FieldNote& field) {
  json::object schema = field.schema;
  json::object parameter{{"name", field.name}, {"in", "query"}, {"required", field.required}};
  // A parameter says of itself what a field leaves to its schema.
  if (const json::value* description = schema.if_contains("description")) {
    parameter["description"] = *description;
    schema.erase("description");
  }
  if (const json::value* examples = schema.if_contains("examples")) {
    parameter["example"] = examples->as_array().front();
    schema.erase("examples");
  }
  parameter["schema"] = std::move(schema);
  return parameter;
}

json::array describe_parameters(const Endpoint& endpoint) {
  json::array parameters;
  if (const auto name = path_parameter(endpoint.path); !name.empty()) {
    parameters.push_back(endpoint.path_text ? describe_path_text(name, *endpoint.path_text)
                                            : describe_path_id(name));
  }
  if (endpoint.query) {
    for (const FieldNote& field : *endpoint.query) parameters.push_back(describe_query_parameter(field));
  }
  for (const HeaderNote& header : endpoint.headers) {
    parameters.push_back({{"name", header.name},
                          {"in", "header"},
                          {"required", false},
                          {"description", header.description},
                          {"schema", {{"type", "string"}}}});
  }
  return parameters;
}

json::object describe_body(const BodyNote& body) {
  return {{"required", body.required},
          {"content",
           {{name_of(body.media), {{"schema", schema_reference(body.shape)}, {"example", body.example}}}}}};
}

json::object describe_meta(AnswerForm form) {
  if (form != AnswerForm::paged_list) {
    return {{"type", {"object", "null"}}, {"description", "What there is to say about the data."}};
  }
  return {{"type", "object"},
          {"required", {"next"}},
          {"properties",
           {{"next",
             {{"type", {"string", "null"}},
              {"description", "Where the list goes on: the `after` to ask for next. `null` at its end."}}}}}};
}

json::object describe_form(const AnswerNote& answer) {
  json::object data = schema_reference(answer.shape);
  if (answer.form == AnswerForm::bare) return data;
  if (answer.form != AnswerForm::data) data = json::object{{"type", "array"}, {"items", std::move(data)}};
  return {{"type", "object"},
          {"required", {"data", "meta"}},
          {"properties", {{"data", std::move(data)}, {"meta", describe_meta(answer.form)}}}};
}

json::object describe_answer(const AnswerNote& answer) {
  json::object headers{{"X-Request-Id", header_reference("X-Request-Id")}};
  for (const HeaderNote& header : answer.headers) {
    headers[header.name] = {{"description", header.description}, {"schema", {{"type", "string"}}}};
  }
  json::object described{{"description", answer.description}, {"headers", std::move(headers)}};
  if (answer.content_type.empty()) return described;
  json::object media;
  if (answer.shape.empty()) {
    media["schema"] = {{"type", answer.content_type.starts_with("application/json") ? "object" : "string"}};
  } else {
    media["schema"] = describe_form(answer);
    media["example"] = example_answer(answer);
  }
  described["content"] = json::object{{media_type(answer.content_type), std::move(media)}};
  return described;
}

json::object example_problem(const RefusalNote& refusal) {
  json::object example{{"type", problem_type(refusal.code)},
                       {"title", refusal.title},
                       {"status", refusal.status},
                       {"detail", refusal.title},
                       {"code", refusal.code},
                       {"request_id", "01JD8Q6Y5M3X"}};
  if (refusal.code == invalid_request.code) {
    example["errors"] = {
        {{"field", "name_of_the_field"}, {"code", "missing"}, {"detail", "This field is required."}}};
  }
  for (const auto& member : refusal.members) example[member.key()] = member.value();
  return example;
}

json::object example_refusal(const RefusalNote& refusal) {
  if (refusal.form == RefusalForm::problem) return example_problem(refusal);
  return {{"error", refusal.code}, {"error_description", refusal.title}};
}

/// What refusals of one form look like, which clients tell apart by their code.
json::object describe_refusal_media(const std::vector<RefusalNote>& refusals, RefusalForm form) {
  json::array codes;
  json::object examples;
  json::object properties;
  for (const RefusalNote& refusal : refusals) {
    if (refusal.form != form) continue;
    codes.push_back(json::string(refusal.code));
    examples[refusal.code] = {{"summary", refusal.title}, {"value", example_refusal(refusal)}};
    for (const auto& member : refusal.members) {
      properties[member.key()] = {{"const", member.value()},
                                  {"description", "With `" + refusal.code + "` alone."}};
    }
  }
  const bool oauth = form == RefusalForm::oauth;
  properties[oauth ? "error" : "code"] = {{"type", "string"}, {"enum", std::move(codes)}};
  json::object schema{{"allOf",
                       {schema_reference(oauth ? "OAuthError" : "Problem"),
                        {{"type", "object"}, {"properties", std::move(properties)}}}}};
  return {{"schema", std::move(schema)}, {"examples", std::move(examples)}};
}

/// All refusals of one status.
json::object describe_refusals(const std::vector<RefusalNote>& refusals) {
  std::string description;
  json::object content;
  for (const RefusalNote& refusal : refusals) {
    description += (description.empty() ? "`" : "; `") + refusal.code + "`: " + refusal.title;
    const bool oauth = refusal.form == RefusalForm::oauth;
    const std::string_view media = oauth ? name_of(BodyMedia::json) : problem_content_type;
    if (!content.contains(media)) content[media] = describe_refusal_media(refusals, refusal.form);
  }
  const int status = refusals.front().status;
  json::object headers{{"X-Request-Id", header_reference("X-Request-Id")}};
  if (status == 401) headers["WWW-Authenticate"] = header_reference("WWW-Authenticate");
  if (status == 429 || status == 503) headers["Retry-After"] = header_reference("Retry-After");
  return {
      {"description", description + "."}, {"headers", std::move(headers)}, {"content", std::move(content)}};
}

/// What the server refuses before it asks any endpoint.
json::object describe_other_refusals() {
  return {{"description",
           "Whatever else is refused before the endpoint is asked: a request that is too slow, too large or "
           "of another "
           "version of HTTP, or one too many."},
          {"headers", {{"X-Request-Id", header_reference("X-Request-Id")}}},
          {"content", {{problem_content_type, {{"schema", schema_reference("Problem")}}}}}};
}

json::object describe_responses(const Endpoint& endpoint) {
  json::object responses;
  for (const AnswerNote& answer : endpoint.answers)
    responses[std::to_string(answer.status)] = describe_answer(answer);
  std::map<int, std::vector<RefusalNote>> by_status;
  const ProblemNote& bad_request = *find_common_problem("bad_request");  // of the framing: any request may be
  by_status[400].push_back({400, std::string(bad_request.code), std::string(bad_request.title), {}});
  for (const RefusalNote& refusal : all_refusals(endpoint)) by_status[refusal.status].push_back(refusal);
  for (const auto& [status, refusals] : by_status)
    responses[std::to_string(status)] = describe_refusals(refusals);
  responses["default"] = describe_other_refusals();
  return responses;
}

json::array describe_security(const Endpoint& endpoint) {
  const Authentication wanted = endpoint.authentication;
  json::array security;
  if (wanted == Authentication::optional) security.push_back(json::object());
  if (wanted != Authentication::none) security.push_back(json::object{{"bearer", json::array()}});
  if (endpoint.challenge == Challenge::basic) security.push_back(json::object{{"basic", json::array()}});
  return security;
}

}  // namespace

json::object schema_reference(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

json::value example_answer(const AnswerNote& answer) {
  switch (answer.form) {
    case AnswerForm::bare:
      return answer.example;
    case AnswerForm::data:
      return {{"data", answer.example}, {"meta", nullptr}};
    case AnswerForm::list:
      return {{"data", json::array{answer.example}}, {"meta", nullptr}};
    case AnswerForm::paged_list:
      return {{"data", json::array{answer.example}}, {"meta", {{"next", "MTc"}}}};
  }
  return nullptr;
}

std::string_view path_parameter(std::string_view path) {
  const auto open = path.find('{');
  return open == std::string_view::npos ? std::string_view()
                                        : path.substr(open + 1, path.find('}') - open - 1);
}

json::object describe_operation(const Endpoint& endpoint) {
  json::object operation{{"operationId", endpoint.id},
                         {"tags", json::array{json::string(endpoint.tag)}},
                         {"summary", endpoint.summary}};
  operation["description"] = endpoint.description.empty() ? endpoint.summary + "." : endpoint.description;
  operation["security"] = describe_security(endpoint);
  if (json::array parameters = describe_parameters(endpoint); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (endpoint.body) operation["requestBody"] = describe_body(*endpoint.body);
  operation["responses"] = describe_responses(endpoint);
  return operation;
}

}  // namespace gatehouse::http
