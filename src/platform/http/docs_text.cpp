#include "platform/http/docs_text.hpp"

#include <algorithm>

#include <boost/json/serialize.hpp>

namespace gatehouse::http {
namespace {

namespace json = boost::json;

void write_pretty(std::string& out, const json::value& value, std::size_t indent);

/// Writes `[…]` or `{…}` with one line for each of `items`, of which `write` writes one.
template <class Items, class Write>
void write_lines(std::string& out, const Items& items, char open, char close, std::size_t indent,
                 Write write) {
  out += open;
  const char* before = "\n";
  for (const auto& item : items) {
    out += before;
    out.append(indent + 2, ' ');
    write(item);
    before = ",\n";
  }
  if (!items.empty()) {
    out += '\n';
    out.append(indent, ' ');
  }
  out += close;
}

void write_pretty(std::string& out, const json::value& value, std::size_t indent) {
  if (value.is_object()) {
    write_lines(out, value.as_object(), '{', '}', indent, [&](const json::key_value_pair& member) {
      out += json::serialize(json::string(member.key()));
      out += ": ";
      write_pretty(out, member.value(), indent + 2);
    });
  } else if (value.is_array()) {
    write_lines(out, value.as_array(), '[', ']', indent,
                [&](const json::value& item) { write_pretty(out, item, indent + 2); });
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string html_line(std::string_view markdown) {
  std::string out;
  while (true) {
    const auto open = markdown.find('`');
    const auto close = open == std::string_view::npos ? open : markdown.find('`', open + 1);
    if (close == std::string_view::npos) return out + html(markdown);
    out += html(markdown.substr(0, open));
    out += "<code>" + html(markdown.substr(open + 1, close - open - 1)) + "</code>";
    markdown.remove_prefix(close + 1);
  }
}

std::string html_paragraphs(std::string_view markdown) {
  std::string out;
  while (!markdown.empty()) {
    const auto end = std::min(markdown.find("\n\n"), markdown.size());
    if (end > 0) out += "<p>" + html_line(markdown.substr(0, end)) + "</p>\n";
    markdown.remove_prefix(std::min(end + 2, markdown.size()));
  }
  return out;
}

std::string pretty_json(const json::value& value) {
  std::string out;
  write_pretty(out, value, 0);
  return out;
}

}  // namespace gatehouse::http
