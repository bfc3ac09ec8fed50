#pragma once

// Refusals as RFC 9457 problems: one form for whatever goes wrong, whoever finds it, and one place where a
// fault becomes a status.

#include <span>
#include <string_view>

#include <boost/json/object.hpp>

#include "kernel/error.hpp"
#include "platform/http/endpoint_record.hpp"
#include "platform/http/exchange.hpp"

namespace gatehouse::http {

inline constexpr std::string_view problem_content_type = "application/problem+json";

/// A problem that the HTTP side itself tells, whatever the endpoint.
struct ProblemNote {
  int status;
  std::string_view code;
  std::string_view title;
  std::string_view meaning;  // for the docs page
};

std::span<const ProblemNote> common_problems();

/// The one of that code; nullptr where it is none of the common ones.
const ProblemNote* find_common_problem(std::string_view code);

int status_of(Fault fault);

RefusalNote note_refusal(const ErrorCode& code, boost::json::object members = {});

/// Where a code is documented, relative to any page of the server: the `type` of its problems.
std::string problem_type(std::string_view code);

/// The problem of one of the common codes; `detail` may be empty.
Reply common_problem(std::string_view code, std::string_view detail, const Request& request);

/// The challenge of a 401, the Retry-After of a 429 and a 503.
void add_refusal_headers(Reply& reply, const Error& error, const Request& request, Challenge challenge);

/// The problem that `error` is, with its headers. `members` may be null.
Reply problem(const Error& error, const Request& request, const boost::json::object* members = nullptr,
              Challenge challenge = Challenge::bearer);

/// The bare form, for what is refused before there is a request.
Reply write_problem(int status, std::string_view code, std::string_view title, std::string_view detail,
                    std::string_view request_id, const FieldFaults& faults = {},
                    const boost::json::object* members = nullptr);

}  // namespace gatehouse::http
