#include "platform/http/problem.hpp"

#include <algorithm>
#include <array>

#include <boost/json/serialize.hpp>

#include "platform/http/basic.hpp"
#include "platform/http/bearer.hpp"
#include "platform/json/reader.hpp"
#include "platform/json/writer.hpp"

namespace gatehouse::http {
namespace {

constexpr std::array problems{
    ProblemNote{400, "bad_request", "The request is not well-formed HTTP",
                "The framing of the request could be read in more than one way. The connection is closed."},
    ProblemNote{400, json::invalid_json.code, json::invalid_json.title,
                "The body is not one JSON object in UTF-8, has a name twice, nests deeper than 16 levels, "
                "holds a NUL "
                "or a lone surrogate, or writes an integer otherwise (`1.0`, `1e0`, out of range)."},
    ProblemNote{401, invalid_token.code, invalid_token.title,
                "The access token is absent, malformed, expired or not ours, or its user no longer exists."},
    ProblemNote{403, forbidden.code, forbidden.title,
                "The token is good, and names a user who may not do this."},
    ProblemNote{404, "not_found", "There is nothing here",
                "Paths are matched exactly: no trailing slash, no escapes."},
    ProblemNote{405, "method_not_allowed", "This method is not for this path",
                "`Allow` lists those that are."},
    ProblemNote{408, "request_timeout", "The request took too long", "It did not arrive in time."},
    ProblemNote{413, "body_too_large", "The body is too large",
                "Bodies have at most 16 KiB, unless the operator has set another limit."},
    ProblemNote{414, "uri_too_long", "The path or query is too long", "Nothing here needs one as long."},
    ProblemNote{415, "unsupported_media_type", "The body is of another media type",
                "Bodies are `application/json` in UTF-8 where an endpoint does not say otherwise, without "
                "`Content-Encoding`."},
    ProblemNote{417, "expectation_failed", "This expectation cannot be met",
                "Only `100-continue` is understood."},
    ProblemNote{422, invalid_request.code, invalid_request.title,
                "The body or the query can be read, and breaks a rule of one field or more; `errors` lists "
                "every faulty "
                "field."},
    ProblemNote{429, too_many_requests.code, too_many_requests.title,
                "A limit holds this back. Try again after `Retry-After` seconds."},
    ProblemNote{431, "header_too_large", "The headers are too large", "Send fewer or shorter ones."},
    ProblemNote{500, "internal_error", "Something went wrong here", "It is logged under the `request_id`."},
    ProblemNote{501, "not_implemented", "This method is not known", "No path here has it."},
    ProblemNote{503, "overloaded", "The server is busy",
                "Try again after `Retry-After` seconds. Nothing was done."},
    ProblemNote{
        503, "unavailable", "The server cannot do this now",
        "A part that the request needs is down. Try again after `Retry-After` seconds. Nothing was done."},
    ProblemNote{505, "version_not_supported", "This version of HTTP is not spoken here", "HTTP/1.1 is."},
};

void write_faults(std::string& out, const FieldFaults& faults) {
  out += R"(,"errors":)";
  char before = '[';
  for (const FieldFault& fault : faults) {
    out += before;
    out += R"({"field":)";
    json::write(out, fault.field);
    out += R"(,"code":)";
    json::write(out, fault.code);
    out += R"(,"detail":)";
    json::write(out, fault.detail);
    out += '}';
    before = ',';
  }
  out += ']';
}

void write_members(std::string& out, const boost::json::object& members) {
  for (const auto& member : members) {
    out += ',';
    json::write(out, std::string_view(member.key()));
    out += ':';
    out += boost::json::serialize(member.value());
  }
}

std::string challenge_of(const Error& error, const Request& request, Challenge wanted) {
  if (wanted == Challenge::basic) return std::string(basic_challenge);
  return error.code == invalid_token ? challenge(request) : "Bearer";
}

}  // namespace

std::span<const ProblemNote> common_problems() { return problems; }

const ProblemNote* find_common_problem(std::string_view code) {
  const auto* found = std::ranges::find(problems, code, &ProblemNote::code);
  return found == problems.end() ? nullptr : found;
}

int status_of(Fault fault) {
  switch (fault) {
    case Fault::malformed:
      return 400;
    case Fault::unauthenticated:
      return 401;
    case Fault::forbidden:
      return 403;
    case Fault::not_found:
      return 404;
    case Fault::conflict:
      return 409;
    case Fault::unprocessable:
      return 422;
    case Fault::too_many:
      return 429;
    case Fault::unavailable:
      return 503;
  }
  return 500;
}

RefusalNote note_refusal(const ErrorCode& code, boost::json::object members) {
  return {status_of(code.fault), std::string(code.code), std::string(code.title), std::move(members)};
}

std::string problem_type(std::string_view code) { return "/docs#error-" + std::string(code); }

Reply common_problem(std::string_view code, std::string_view detail, const Request& request) {
  const ProblemNote* note = find_common_problem(code);
  if (note == nullptr) note = find_common_problem("internal_error");
  return write_problem(note->status, note->code, note->title, detail, request.request_id);
}

void add_refusal_headers(Reply& reply, const Error& error, const Request& request, Challenge challenge) {
  switch (error.code.fault) {
    case Fault::unauthenticated:
      reply.headers.emplace_back("WWW-Authenticate", challenge_of(error, request, challenge));
      break;
    case Fault::too_many:
      reply.headers.emplace_back("Retry-After", std::to_string(error.retry_after.count()));
      break;
    case Fault::unavailable:
      reply.headers.emplace_back("Retry-After", "1");
      break;
    default:
      break;
  }
}

Reply problem(const Error& error, const Request& request, const boost::json::object* members,
              Challenge challenge) {
  Reply reply = write_problem(status_of(error.code.fault), error.code.code, error.code.title, error.detail,
                              request.request_id, error.fields, members);
  add_refusal_headers(reply, error, request, challenge);
  return reply;
}

Reply write_problem(int status, std::string_view code, std::string_view title, std::string_view detail,
                    std::string_view request_id, const FieldFaults& faults,
                    const boost::json::object* members) {
  Reply reply{status, std::string(problem_content_type), {}, {}};
  std::string& out = reply.body;
  out.reserve(256);
  out += R"({"type":)";
  json::write(out, std::string_view(problem_type(code)));
  out += R"(,"title":)";
  json::write(out, title);
  out += R"(,"status":)";
  json::write(out, std::int64_t{status});
  out += R"(,"detail":)";
  json::write(out, detail.empty() ? title : detail);
  out += R"(,"code":)";
  json::write(out, code);
  out += R"(,"request_id":)";
  json::write(out, request_id);
  if (!faults.empty()) write_faults(out, faults);
  if (members != nullptr) write_members(out, *members);
  out += '}';
  return reply;
}

}  // namespace gatehouse::http
