#pragma once

// An endpoint asked without sockets, its check of who may included.

#include <optional>
#include <string>
#include <utility>

#include "platform/http/endpoint.hpp"

namespace gatehouse::user::testing {

struct Asking {
  http::Headers headers{};
  std::string body{};
  std::string query{};
  std::int64_t path_id = 0;
  std::optional<std::int64_t> token_user{};
};

inline Result<http::Reply> ask(const http::Endpoint& endpoint, const Asking& asking) {
  http::Request request;
  request.method = endpoint.method;
  request.path = endpoint.path;
  request.path_id = asking.path_id;
  request.headers = asking.headers;
  request.body = asking.body;
  request.query = asking.query;
  std::optional<http::Principal> principal;
  if (asking.token_user)
    principal = http::Principal{.user = UserId{*asking.token_user}, .client_id = "gatehouse"};
  if (endpoint.allows) {
    if (auto allowed = endpoint.allows(principal.value(), request); !allowed)
      return std::unexpected(allowed.error());
  }
  return endpoint.serve(request, principal);
}

/// "invalid_request nickname:missing email:too_long": the code of a refusal and those of its fields.
inline std::string refusal_of(const Result<http::Reply>& reply) {
  if (reply) return "answered";
  std::string text(reply.error().code.code);
  for (const FieldFault& fault : reply.error().fields) text += " " + fault.field + ":" + fault.code;
  return text;
}

}  // namespace gatehouse::user::testing
