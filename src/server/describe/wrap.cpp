#include "server/describe/wrap.hpp"

#include <algorithm>

namespace gatehouse::server {

std::string wrap(std::string_view text, std::size_t width, std::string_view margin) {
  std::string lines;
  std::size_t column = width;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (column + 1 + word.size() > width) {
      lines += lines.empty() ? "" : "\n";
      lines += margin;
      column = margin.size();
    } else {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return lines + "\n";
}

}  // namespace gatehouse::server
