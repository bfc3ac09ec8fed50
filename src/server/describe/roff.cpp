#include "server/describe/roff.hpp"

#include <algorithm>

namespace gatehouse::server {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";  // else it is set as a hyphen, which nobody can paste
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }

/// What stands between back quotes is bold.
std::string prose(std::string_view text) {
  std::string result;
  bool quoted = false;
  while (true) {
    const std::string_view piece = text.substr(0, text.find('`'));
    result += quoted ? bold(piece) : escaped(piece);
    if (piece.size() == text.size()) return result;
    text.remove_prefix(piece.size() + 1);
    quoted = !quoted;
  }
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

}  // namespace

/// One that began with a point would be an order.
void Roff::line(std::string_view text) {
  if (text.starts_with('.')) text_ += "\\&";
  text_ += text;
  text_ += '\n';
}

void Roff::title(std::string_view name, int section, std::string_view version) {
  text_ += ".TH " + escaped(upper(name)) + " " + std::to_string(section) + " \"\" \"" +
           escaped(version.substr(0, version.find('\n'))) + "\"\n";
}

void Roff::section(std::string_view name) { text_ += ".SH " + upper(name) + "\n"; }

void Roff::name(std::string_view name, std::string_view sentence) {
  line(escaped(name) + " \\- " + escaped(sentence));
}

void Roff::synopsis(std::string_view text) {
  // The command itself is bold: the words before the first that is not written small.
  std::size_t end = 0;
  while (end < text.size() &&
         ((text[end] >= 'a' && text[end] <= 'z') || text[end] == ' ' || text[end] == '-'))
    ++end;
  line(bold(text.substr(0, end)) + escaped(text.substr(end)));
}

void Roff::paragraph(std::string_view text) {
  text_ += ".PP\n";
  line(prose(text));
}

void Roff::entry(std::string_view form, std::string_view text) {
  text_ += ".TP\n";
  line(bold(form));
  line(prose(text));
}

void Roff::more_of_entry(std::string_view text) {
  text_ += ".br\n";
  line(prose(text));
}

}  // namespace gatehouse::server
