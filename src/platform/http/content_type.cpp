#include "platform/http/content_type.hpp"

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_utf8_charset(std::string_view parameter) {
  const auto equals = parameter.find('=');
  if (equals == std::string_view::npos) return false;
  std::string_view value = parameter.substr(equals + 1);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return equals_ignoring_case(parameter.substr(0, equals), "charset") && equals_ignoring_case(value, "utf-8");
}

}  // namespace

std::string_view name_of(BodyMedia media) {
  return media == BodyMedia::json ? "application/json" : "application/x-www-form-urlencoded";
}

bool is_media_type(std::string_view value, std::string_view wanted) {
  auto semicolon = value.find(';');
  if (!equals_ignoring_case(trimmed(value.substr(0, semicolon)), wanted)) return false;
  bool has_charset = false;
  while (semicolon != std::string_view::npos) {
    value.remove_prefix(semicolon + 1);
    semicolon = value.find(';');
    const std::string_view parameter = trimmed(value.substr(0, semicolon));
    if (parameter.empty()) continue;  // RFC 9110, 5.6.6 allows it
    if (has_charset || !is_utf8_charset(parameter)) return false;
    has_charset = true;
  }
  return true;
}

std::optional<std::string> media_type_fault(const Request& request, BodyMedia wanted) {
  const std::string name(name_of(wanted));
  if (request.count("content-type") != 1) return "Send one Content-Type: " + name + '.';
  if (!is_media_type(*request.header("content-type"), name)) return "The body must be " + name + " in UTF-8.";
  if (request.count("content-encoding") == 0) return std::nullopt;
  const std::string* encoding = request.header("content-encoding");
  if (encoding == nullptr || !equals_ignoring_case(trimmed(*encoding), "identity")) {
    return "The body must not be encoded or compressed.";
  }
  return std::nullopt;
}

}  // namespace gatehouse::http
