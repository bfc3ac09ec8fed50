#include "platform/http/conditional.hpp"

#include <algorithm>
#include <array>

#include "platform/http/digest.hpp"
#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

/// RFC 9110, 15.4.5.
bool stays_with_not_modified(std::string_view header) {
  constexpr std::array<std::string_view, 5> kept{"ETag", "Cache-Control", "Content-Location", "Expires",
                                                 "Vary"};
  return std::ranges::any_of(kept, [&](std::string_view name) { return equals_ignoring_case(name, header); });
}

bool is_tag_char(char c) { return c != '"' && c != ' ' && !is_control(c); }

std::string_view without_weakness(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag;
}

void skip(std::string_view& text, std::string_view chars) {
  text.remove_prefix(std::min(text.find_first_not_of(chars), text.size()));
}

/// The opaque part of the tag at the start of `list`, quotes included, which is taken off. Empty where there
/// is none.
std::string_view take_tag(std::string_view& list) {
  const std::string_view start = without_weakness(list);
  if (!start.starts_with('"')) return {};
  const auto end = std::ranges::find_if_not(start.substr(1), is_tag_char);
  const auto size = static_cast<std::size_t>(end - start.begin());
  if (size == start.size() || start[size] != '"') return {};
  list = start.substr(size + 1);
  return start.substr(0, size + 1);
}

/// What follows a part that is no list of tags counts for nothing.
bool names(std::string_view list, std::string_view tag) {
  for (skip(list, " \t,"); !list.empty(); skip(list, " \t,")) {
    const std::string_view one = take_tag(list);
    if (one.empty()) return false;
    if (one == tag) return true;
    skip(list, " \t");
    if (!list.empty() && list.front() != ',') return false;
  }
  return false;
}

bool is_known(const Request& request, std::string_view tag) {
  std::string list;
  for (const auto& [name, value] : request.headers) {
    if (name == "if-none-match") list += (list.empty() ? "" : ", ") + value;
  }
  return list == "*" || names(list, without_weakness(tag));
}

}  // namespace

std::string make_entity_tag(std::string_view content) {
  return '"' + sha256_base64(content).substr(0, 22) + '"';
}

void answer_condition(const Request& request, Reply& reply) {
  const auto tag =
      std::ranges::find_if(reply.headers, [](const auto& header) { return header.first == "ETag"; });
  if (request.method != "GET" || reply.status != 200 || tag == reply.headers.end()) return;
  if (!is_known(request, tag->second)) return;
  std::erase_if(reply.headers, [](const auto& header) { return !stays_with_not_modified(header.first); });
  reply = {.status = 304, .content_type = {}, .body = {}, .headers = std::move(reply.headers)};
}

}  // namespace gatehouse::http
