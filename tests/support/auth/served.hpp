#pragma once

// An endpoint served without sockets: a body in, a status and a body out.

#include <optional>
#include <string>

#include "platform/http/endpoint.hpp"

namespace gatehouse::testing {

inline Result<http::Reply> serve(const http::Endpoint& endpoint, const std::string& body,
                                 std::optional<std::int64_t> token_user = std::nullopt) {
  http::Request request;
  request.method = endpoint.method;
  request.path = endpoint.path;
  request.body = body;
  std::optional<http::Principal> principal;
  if (token_user) principal = http::Principal{.user = UserId{*token_user}, .client_id = "gatehouse"};
  return endpoint.serve(request, principal);
}

/// "nickname missing, email too_long": the code of a refusal and the codes of its fields.
inline std::string refusal_of(const Result<http::Reply>& reply) {
  if (reply) return "answered";
  std::string text(reply.error().code.code);
  for (const auto& fault : reply.error().fields) text += ", " + fault.field + " " + fault.code;
  return text;
}

}  // namespace gatehouse::testing
