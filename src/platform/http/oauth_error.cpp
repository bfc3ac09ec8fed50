#include "platform/http/oauth_error.hpp"

#include <algorithm>

#include "platform/http/problem.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::http {
namespace {

/// The detail, or the first field and what is wrong with it, in the characters that `error_description` may
/// have.
std::string describe(const Error& error) {
  std::string text = error.detail.empty() ? std::string(error.code.title) : error.detail;
  if (!error.fields.empty()) text = error.fields.front().field + ": " + error.fields.front().detail;
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; }, '?');
  return text;
}

}  // namespace

int oauth_status(int status) { return status == 401 || status == 429 || status == 503 ? status : 400; }

Reply oauth_error(const Error& error, const Request& request, Challenge challenge) {
  Reply reply{oauth_status(status_of(error.code.fault)), std::string(json_content_type), R"({"error":)", {}};
  json::write(reply.body, error.code.code);
  reply.body += R"(,"error_description":)";
  json::write(reply.body, std::string_view(describe(error)));
  reply.body += '}';
  add_refusal_headers(reply, error, request, challenge);
  return reply;
}

}  // namespace gatehouse::http
