#include "platform/http/endpoint_record.hpp"

#include <algorithm>
#include <tuple>

#include "platform/http/oauth_error.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/syntax.hpp"

namespace gatehouse::http {

bool PathText::accepts(std::string_view text) const {
  return anything ||
         (text.size() >= min && text.size() <= max && std::ranges::all_of(text, is_base64url_char));
}

std::vector<RefusalNote> all_refusals(const Endpoint& endpoint) {
  std::vector<RefusalNote> refusals;
  const auto add = [&](RefusalNote note) {
    if (std::ranges::find(refusals, note.code, &RefusalNote::code) == refusals.end()) {
      refusals.push_back(std::move(note));
    }
  };
  const auto add_common = [&](std::string_view code) {
    const ProblemNote* note = find_common_problem(code);
    add({note->status, std::string(note->code), std::string(note->title), {}});
  };
  const auto add_own = [&](RefusalNote note) {
    note.form = endpoint.refusal_form;
    if (note.form == RefusalForm::oauth) note.status = oauth_status(note.status);
    add(std::move(note));
  };
  for (const RefusalNote& declared : endpoint.refusals) add_own(declared);
  if (endpoint.body || endpoint.query) add_own(note_refusal(invalid_request));
  if (endpoint.body) {
    for (const auto* code : {"body_too_large", "unsupported_media_type"}) add_common(code);
    if (endpoint.body->media == BodyMedia::json) add_common("invalid_json");
  }
  if (endpoint.authentication != Authentication::none) add_common("invalid_token");
  if (endpoint.allows) add_common("forbidden");
  if (endpoint.path.find('{') != std::string::npos) add_common("not_found");
  if (endpoint.lane != LaneName::connection) {
    add_common("overloaded");
    add_common("unavailable");
  }
  std::ranges::sort(refusals, {}, [](const RefusalNote& note) { return std::tie(note.status, note.code); });
  return refusals;
}

}  // namespace gatehouse::http
