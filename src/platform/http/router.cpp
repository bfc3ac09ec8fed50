#include "platform/http/router.hpp"

#include <algorithm>
#include <stdexcept>

#include "kernel/ids.hpp"
#include "platform/http/conditional.hpp"
#include "platform/http/content_type.hpp"
#include "platform/http/oauth_error.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::http {
namespace {

bool is_pattern(const std::string& path) { return path.find('{') != std::string::npos; }

/// What `path` has in the place of the `{…}`; nothing where it does not fit.
std::optional<std::string_view> between(std::string_view path, std::string_view before,
                                        std::string_view after) {
  if (path.size() < before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
    return std::nullopt;
  }
  return path.substr(before.size(), path.size() - before.size() - after.size());
}

Match refuse_with(std::function<Reply(const Request&)> run) {
  Match match;
  match.run = std::move(run);
  match.reads_body = false;
  return match;
}

Reply write_refusal(const Endpoint& endpoint, const Error& error, const Request& request) {
  const std::string_view code = error.code.code;
  const auto declared = std::ranges::find(endpoint.refusals, code, &RefusalNote::code);
  const bool is_declared = declared != endpoint.refusals.end();
  if (!is_declared && find_common_problem(code) == nullptr) {
    log::warn("undeclared_refusal", {{"route", std::string_view(endpoint.path)}, {"code", code}});
  }
  if (endpoint.refusal_form == RefusalForm::oauth) return oauth_error(error, request, endpoint.challenge);
  return problem(error, request, is_declared ? &declared->members : nullptr, endpoint.challenge);
}

std::optional<Reply> refuse_media_type(const Endpoint& endpoint, const Request& request) {
  if (!endpoint.body || request.body.empty()) return std::nullopt;
  const auto fault = media_type_fault(request, endpoint.body->media);
  if (!fault) return std::nullopt;
  return common_problem("unsupported_media_type", *fault, request);
}

Reply conclude(const Endpoint& endpoint, const Request& request, Result<Reply> reply) {
  if (!reply) return write_refusal(endpoint, reply.error(), request);
  if (endpoint.conditional) answer_condition(request, *reply);
  return std::move(*reply);
}

}  // namespace

void Router::check(const Endpoint& endpoint) const {
  const auto wrong = [&](const std::string& what) {
    throw std::logic_error(endpoint.method + ' ' + endpoint.path + ": " + what);
  };
  const std::string& path = endpoint.path;
  if (!path.starts_with('/')) wrong("a path starts with '/'");
  if (std::ranges::count(path, '{') > 1 || std::ranges::count(path, '}') != std::ranges::count(path, '{')) {
    wrong("a path holds at most one {…}");
  }
  if (endpoint.path_text && !(is_pattern(path) && endpoint.path_text->accepts(endpoint.path_text->example))) {
    wrong("the text of a path needs a {…}, and an example that is one");
  }
  if (!endpoint.serve) wrong("no handler");
  if (endpoint.answers.empty()) wrong("no answer is declared");
  if (endpoint.id.empty() || endpoint.summary.empty()) wrong("an id and a summary are needed");
  if (endpoint.authentication != Authentication::none && authenticator_ == nullptr)
    wrong("nobody knows its tokens");
  for (const Endpoint& other : endpoints_) {
    if (other.id == endpoint.id) wrong("the id " + endpoint.id + " is taken");
    if (other.path == path && other.method == endpoint.method) wrong("it is declared twice");
  }
}

std::vector<std::size_t>& Router::place(const Endpoint& endpoint) {
  const std::string& path = endpoint.path;
  if (!is_pattern(path)) return exact_[path];
  const std::string before = path.substr(0, path.find('{'));
  const std::string after = path.substr(path.find('}') + 1);
  for (Pattern& pattern : patterns_) {
    if (pattern.before != before || pattern.after != after) continue;
    if (pattern.text == endpoint.path_text) return pattern.endpoints;
    throw std::logic_error(path + ": its {…} is of another kind elsewhere");
  }
  patterns_.push_back({before, after, endpoint.path_text, {}});
  return patterns_.back().endpoints;
}

void Router::add(Endpoint endpoint) {
  check(endpoint);
  place(endpoint).push_back(endpoints_.size());
  endpoints_.push_back(std::move(endpoint));
}

void Router::add(std::vector<Endpoint> endpoints) {
  for (Endpoint& endpoint : endpoints) add(std::move(endpoint));
}

bool Router::take(const Pattern& pattern, std::string_view segment, Request& head) {
  if (pattern.text) {
    if (!pattern.text->accepts(segment)) return false;
    head.path_text = segment;
    return true;
  }
  const auto id = parse_id(segment);
  if (id) head.path_id = *id;
  return id.has_value();
}

const std::vector<std::size_t>* Router::find(Request& head) const {
  if (const auto found = exact_.find(head.path); found != exact_.end()) return &found->second;
  for (const Pattern& pattern : patterns_) {
    const auto segment = between(head.path, pattern.before, pattern.after);
    if (segment && take(pattern, *segment, head)) return &pattern.endpoints;
  }
  return nullptr;
}

Match Router::match(Request& head) const {
  const auto* candidates = find(head);
  if (candidates == nullptr) {
    return refuse_with([](const Request& request) { return common_problem("not_found", {}, request); });
  }
  for (const std::size_t index : *candidates) {
    const Endpoint& endpoint = endpoints_[index];
    if (endpoint.method != head.method) continue;
    Match match;
    match.lane = endpoint.lane;
    if (endpoint.detour) match.detour = &*endpoint.detour;
    match.route = endpoint.path;
    match.run = [this, &endpoint](const Request& request) { return serve(endpoint, request); };
    if (endpoint.begin) {
      match.begin = [this, &endpoint](const Request& request) { return begin(endpoint, request); };
    }
    return match;
  }
  return refuse_method(*candidates);
}

Match Router::refuse_method(const std::vector<std::size_t>& endpoints) const {
  std::string allowed;
  for (const std::size_t index : endpoints) {
    const std::string& method = endpoints_[index].method;
    allowed += (allowed.empty() ? "" : ", ") + method;
    if (method == "GET") allowed += ", HEAD";
  }
  Match match = refuse_with([allowed](const Request& request) {
    Reply reply = common_problem("method_not_allowed", "This path takes " + allowed + ".", request);
    reply.headers.emplace_back("Allow", allowed);
    return reply;
  });
  match.route = endpoints_[endpoints.front()].path;
  return match;
}

Reply Router::serve(const Endpoint& endpoint, const Request& request) const {
  if (auto unsupported = refuse_media_type(endpoint, request)) return std::move(*unsupported);
  const auto principal = admit(endpoint, request);
  if (!principal) return write_refusal(endpoint, principal.error(), request);
  return conclude(endpoint, request, endpoint.serve(request, *principal));
}

std::variant<Reply, Rest> Router::begin(const Endpoint& endpoint, const Request& request) const {
  if (auto unsupported = refuse_media_type(endpoint, request)) return std::move(*unsupported);
  auto principal = admit(endpoint, request);
  if (!principal) return write_refusal(endpoint, principal.error(), request);
  auto rest = endpoint.begin(request, std::move(*principal));
  if (!rest) return write_refusal(endpoint, rest.error(), request);
  return [&endpoint, &request, rest = std::move(*rest)] { return conclude(endpoint, request, rest()); };
}

Result<std::optional<Principal>> Router::admit(const Endpoint& endpoint, const Request& request) const {
  if (endpoint.authentication == Authentication::none) return std::nullopt;
  Result<std::optional<Principal>> known = authenticate(request, endpoint.authentication, *authenticator_);
  if (!known || !*known || !endpoint.allows) return known;
  if (Result<void> allowed = endpoint.allows(**known, request); !allowed) {
    return std::unexpected(std::move(allowed.error()));
  }
  return known;
}

Reply Router::refuse(int status, std::string_view code, std::string_view detail,
                     std::string_view request_id) const {
  const ProblemNote* note = find_common_problem(code);
  return write_problem(status, code, note != nullptr ? note->title : code, detail, request_id);
}

}  // namespace gatehouse::http
