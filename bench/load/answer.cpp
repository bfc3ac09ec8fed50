#include "answer.hpp"

#include <charconv>

namespace load {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

bool is_named(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (lower(line[at]) != lower(name[at])) return false;
  }
  return true;
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string_view> field(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at)) {
    at += 2;
    const std::string_view rest = head.substr(at);
    if (!is_named(rest, name)) continue;
    std::string_view value = rest.substr(name.size() + 1, rest.find("\r\n") - name.size() - 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
  }
  return std::nullopt;
}

Reading read_answer(std::string_view text, Answer& answer) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == text.npos) return Reading::more;
  answer.head = text.substr(0, end + 2);
  const auto status = number(text.substr(0, 9) == "HTTP/1.1 " ? text.substr(9, 3) : "");
  if (!status) return Reading::malformed;
  answer.status = static_cast<int>(*status);
  const auto length = field(answer.head, "Content-Length");
  const auto body = length ? number(*length) : std::optional<std::size_t>(0);
  if (!body || (!length && answer.status != 204 && answer.status != 304)) return Reading::malformed;
  answer.length = end + 4 + *body;
  if (text.size() < answer.length) return Reading::more;
  answer.body = text.substr(end + 4, *body);
  answer.closes = field(answer.head, "Connection") == "close";
  return Reading::whole;
}

}  // namespace load
