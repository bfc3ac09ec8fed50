#include "platform/http/openapi_operation.hpp"

namespace gatehouse::http {
namespace {

namespace json = boost::json;

json::object text(std::string_view description) { return {{"type", "string"}, {"description", description}}; }

json::object field_fault_schema() {
  return {{"type", "object"},
          {"description", "One faulty field of the body, or parameter of the query."},
          {"required", {"field", "code", "detail"}},
          {"properties",
           {{"field", text("The name of the field, as the request has it.")},
            {"code", text("`missing`, `invalid_type`, `too_short`, `too_long`, `invalid_format`, `repeated`, "
                          "`unknown_field`, "
                          "or one that the field's own rule tells.")},
            {"detail", text("A sentence for a person.")}}}};
}

json::object problem_schema() {
  json::object errors{
      {"type", "array"},
      {"description", "With `invalid_request`: one entry for each faulty field, all at once."},
      {"items", schema_reference("FieldFault")}};
  json::object type = text("Where the code is documented.");
  type["format"] = "uri-reference";
  json::object status{{"type", "integer"}, {"description", "The status of the response."}};
  return {{"type", "object"},
          {"description", "A refusal, as RFC 9457 has it."},
          {"required", {"type", "title", "status", "detail", "code", "request_id"}},
          {"properties",
           {{"type", std::move(type)},
            {"title", text("What went wrong, the same for each problem of its code.")},
            {"status", std::move(status)},
            {"detail", text("What went wrong this time.")},
            {"code", text("The stable name that a client switches on.")},
            {"request_id", text("The X-Request-Id of the response: under it the server logged the request.")},
            {"errors", std::move(errors)}}}};
}

json::object header(std::string_view description, json::object schema, json::value example) {
  return {{"description", description}, {"schema", std::move(schema)}, {"example", std::move(example)}};
}

}  // namespace

void add_oauth_components(json::object& components) {
  components["securitySchemes"].as_object()["basic"] = {
      {"type", "http"},
      {"scheme", "basic"},
      {"description", "The id and the secret of a registered client (RFC 7617, RFC 6749)."}};
  components["schemas"].as_object()["OAuthError"] = {
      {"type", "object"},
      {"description", "A refusal, as RFC 6749 has it."},
      {"required", {"error"}},
      {"properties",
       {{"error", text("The stable name that a client switches on.")},
        {"error_description", text("What went wrong this time, for a person.")}}}};
}

json::object common_components() {
  const json::object string{{"type", "string"}};
  const json::object seconds{{"type", "integer"}, {"minimum", 0}};
  return {{"securitySchemes",
           {{"bearer",
             {{"type", "http"},
              {"scheme", "bearer"},
              {"bearerFormat", "JWT"},
              {"description", "The `access_token` of a sign-in (RFC 6750, RFC 9068)."}}}}},
          {"headers",
           {{"X-Request-Id",
             header("The request's own if it sent a valid one, else a new one.", string, "01JD8Q6Y5M3X")},
            {"Retry-After", header("Seconds after which to try again.", seconds, 1)},
            {"WWW-Authenticate",
             header("What is needed; names an error where a token was given.", string, "Bearer")}}},
          {"schemas", {{"FieldFault", field_fault_schema()}, {"Problem", problem_schema()}}}};
}

}  // namespace gatehouse::http
