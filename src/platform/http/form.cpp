#include "platform/http/form.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

#include "kernel/utf8.hpp"
#include "platform/json/wipe.hpp"

namespace gatehouse::http {
namespace {

/// The two hexadecimal digits of an escape.
std::optional<char> parse_octet(std::string_view digits) {
  unsigned char octet = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16);
  if (digits.size() != 2 || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<char>(octet);
}

void add_fault(Form& form, std::string field, std::string_view code, std::string_view detail) {
  if (form.faults.size() < max_form_faults) {
    form.faults.push_back({std::move(field), std::string(code), std::string(detail)});
  }
}

void add_pair(Form& form, std::string_view pair) {
  const auto equals = std::min(pair.find('='), pair.size());
  std::optional<std::string> name = decode_form(pair.substr(0, equals));
  std::optional<std::string> value = decode_form(pair.substr(std::min(equals + 1, pair.size())));
  if (name && value) {
    json::Value text{.kind = value->empty() ? json::Kind::null : json::Kind::string,
                     .text = std::move(*value)};
    form.members.push_back({std::move(*name), std::move(text)});
    return;
  }
  if (!name) name = std::string(pair.substr(0, equals));
  add_fault(form, std::move(*name), "invalid_format", "This is no percent-encoded UTF-8.");
}

std::set<std::string> repeated_names(const json::Members& members) {
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const json::Member& member : members) names.emplace_back(member.name);
  std::ranges::sort(names);
  std::set<std::string> repeated;
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i] == names[i - 1]) repeated.emplace(names[i]);
  }
  return repeated;
}

/// Nothing is kept of a name that stands more than once: nobody can say which value was meant.
void drop_repeated(Form& form) {
  const std::set<std::string> repeated = repeated_names(form.members);
  if (repeated.empty()) return;
  for (const std::string& name : repeated) add_fault(form, name, "repeated", "This may be given once only.");
  const auto is_repeated = [&](const json::Member& member) { return repeated.contains(member.name); };
  for (json::Member& member : form.members) {
    if (is_repeated(member)) json::wipe(member.value.text);
  }
  std::erase_if(form.members, is_repeated);
}

}  // namespace

std::optional<std::string> decode_form(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    if (text.front() != '%') {
      decoded += text.front() == '+' ? ' ' : text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto octet = parse_octet(text.substr(1, 2));
    if (!octet) return std::nullopt;
    decoded += *octet;
    text.remove_prefix(3);
  }
  if (!is_text(decoded)) return std::nullopt;
  return decoded;
}

Form read_form(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    if (end > 0) add_pair(form, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  drop_repeated(form);
  return form;
}

}  // namespace gatehouse::http
