#pragma once

// One endpoint as an OpenAPI operation, and the components that every operation refers to.

#include <string_view>

#include <boost/json/object.hpp>

#include "platform/http/endpoint_record.hpp"

namespace gatehouse::http {

boost::json::object describe_operation(const Endpoint& endpoint);

/// Adds what only some operations refer to: the errors and the authentication of OAuth.
void add_oauth_components(boost::json::object& components);

/// The schemas of problems, the headers of every reply, and the security scheme. Shapes are added by
/// open_api.
boost::json::object common_components();

boost::json::object schema_reference(std::string_view name);

/// What an answer of this note looks like, as an example.
boost::json::value example_answer(const AnswerNote& answer);

/// The name inside the `{…}` of a path; empty where it has none.
std::string_view path_parameter(std::string_view path);

}  // namespace gatehouse::http
